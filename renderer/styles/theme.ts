/** antd's theme from the values of tokens.css, read once at start. Knows nothing of React. */
import type { ThemeConfig } from 'antd';

export function readTheme(root: Element): ThemeConfig {
  const style = getComputedStyle(root);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    token: {
      colorPrimary: token('action'),
      colorLink: token('action'),
      colorError: token('danger'),
      colorWarning: token('attention'),
      colorSuccess: token('verified'),
      colorText: token('ink'),
      colorTextSecondary: token('ink-2'),
      colorTextPlaceholder: token('ink-3'),
      colorTextDescription: token('ink-2'),
      colorBorder: token('line-strong'),
      colorBgLayout: token('ground'),
      fontFamily: token('font'),
      fontSize: Number.parseInt(token('text-3'), 10),
      borderRadius: Number.parseInt(token('radius'), 10),
      boxShadow: token('shadow'),
      boxShadowSecondary: token('shadow'),
      controlHeight: 32,
      controlHeightLG: 40,
      motion: false,
      wireframe: false,
      // Border and ring together are as thick as the focus of everything else.
      controlOutlineWidth: 1,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', contentFontSizeLG: 16 },
      Input: { activeShadow: `0 0 0 1px ${token('action')}` },
      Segmented: { itemSelectedBg: token('action-tint'), itemSelectedColor: token('action') },
      Select: { activeOutlineColor: token('action') },
    },
  };
}
