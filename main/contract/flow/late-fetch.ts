/** Apart from the records beside it: the window's page shows this text and brings no schema library along. */

/** What the applicant, or an enterprise's agent, agrees to on record. Its digest is kept with the agreement. */
export function lateFetchConsent(itemName: string, audience: 'person' | 'enterprise' = 'person'): string {
  const by =
    audience === 'enterprise'
      ? '企业统一社会信用代码和本次读取的经办人居民身份证信息'
      : '本次读取的居民身份证信息';
  const also = audience === 'enterprise' ? '，并核验经办人的办理权限' : '';
  return `本人知悉目前无法连接省级平台，同意窗口在网络恢复后，凭${by}，仅为办理“${itemName}”向省级平台取用所需电子证照并核验本次填报内容${also}。核验结果由窗口电话告知。`;
}
