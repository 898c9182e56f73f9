/** Words about scanners, those that type like a keyboard among them, the camera, and the photo on a card. */

export const WEDGE = {
  title: '扫码器（键盘模式）',
  chip: '可以使用',
  note: '扫码器处于键盘模式，可以使用，建议改为串口模式',
  why: '键盘模式传不了汉字，输入法打开时也可能变慢。改为串口或 HID-POS 模式后，由工作台直接接收，更快更准。',
  plugged: '接有处于键盘模式的扫码器',
  makers: '扫码器厂家',
  otherMaker: '其他厂家',
  steps: '改为串口或 HID-POS 模式',
  manual: (maker: string) =>
    `设置码因型号而异，本页不代印，请扫描${maker === '' ? '厂家' : `“${maker}”`}说明书上该型号的设置码。`,
  pictures: '请依次扫描下列设置码（由本厅信息人员按说明书放置）',
  picture: (order: number) => `设置码 ${order}`,
  noPictures: '信息人员可把说明书上的设置码图片放入本机的 scanner-setup 文件夹，之后在这里直接扫描。',
  untried: '以上步骤尚未在实机上验证，以说明书为准。',
  lost: '刚才的码含有汉字，键盘模式传不完整，没有采用。请将扫码器改为串口模式，或改用摄像头扫码。',
} as const;

export const SCANNER = {
  trigger: '扫码',
} as const;

export const PHOTO = {
  title: '证件照片',
  chip: { none: '未安装', ready: '可用' },
  none: '未安装照片解码组件，不显示照片',
  noneHint: '未安装照片解码组件，不显示照片。不影响刷卡和取证；组件由读卡器厂家提供，由信息人员安装。',
  ready: '刷身份证后显示照片，供核对本人；不保存，生成表单后即清除。',
  failed: '照片没有解出来，请核对证件上的照片',
  alt: '证件上的照片，供核对本人',
} as const;

export const CAMERA = {
  open: '摄像头扫码',
  title: '摄像头扫码',
  hint: '请申请人把二维码放到画面中间，离镜头约一掌远，识别后自动进入下一步。',
  slow: '本机只能用备用方式识别，可能较慢，请把二维码放平、放大。',
  close: '关闭摄像头',
  choose: '选择摄像头',
  nth: (order: number, name: string) => (name === '' ? `摄像头 ${order}` : `摄像头 ${order}：${name}`),
  chip: {
    starting: '正在打开',
    watching: '正在识别',
    none: '没有摄像头',
    busy: '被占用',
    refused: '不能使用',
    gone: '已断开',
    fault: '不能识别',
  },
  state: {
    starting: '正在打开摄像头',
    watching: '',
    none: '没有找到摄像头',
    busy: '摄像头正被其他程序占用',
    refused: '系统没有允许使用摄像头',
    gone: '摄像头已断开',
    fault: '识别程序没有启动',
  },
  remedy: {
    starting: '',
    watching: '',
    none: '接好摄像头或高拍仪后自动打开，也可以改用扫码器或手工录入。',
    busy: '请关闭正在使用摄像头的程序，再重新打开。',
    refused: '请信息人员在系统设置中允许本程序使用摄像头。',
    gone: '重新接好后自动打开，也可以改用扫码器或手工录入。',
    fault: '请改用扫码器或手工录入，并告知信息人员。',
  },
} as const;
