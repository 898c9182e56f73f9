import type { FailureCode } from './codes';

/** What happened and what to do now, as a clerk would say it. Used by the window and by the command line. */
export const FAILURE_WORDS: Record<FailureCode, { what: string; remedy: string }> = {
  DEVICE_PORT_MISSING: {
    what: '没有找到设备',
    remedy: '检查设备是否插好、电源是否打开；仍找不到时在“设置”里核对端口',
  },
  DEVICE_PORT_BUSY: { what: '设备正被其他程序占用', remedy: '关闭正在使用该设备的程序，稍后会自动重新连接' },
  DEVICE_PORT_FORBIDDEN: { what: '没有使用该设备的权限', remedy: '请信息人员安装设备权限规则后重新插拔设备' },
  DEVICE_PORT_NOT_SERIAL: { what: '填写的端口不是串口', remedy: '在“设置”里改为正确的串口' },
  DEVICE_LOST: { what: '设备连接中断', remedy: '检查连线；插回后会自动恢复' },
  DEVICE_SILENT: { what: '设备没有应答', remedy: '重新插拔设备；仍无应答时更换端口' },
  DEVICE_FRAME_CHECKSUM: { what: '设备数据校验不符，本次读取未采用', remedy: '请重新刷卡或扫码' },
  DEVICE_FRAME_LENGTH: { what: '设备数据长度不对，本次读取未采用', remedy: '请重新刷卡或扫码' },
  DEVICE_FRAME_TRUNCATED: { what: '设备数据不完整，本次读取未采用', remedy: '请重新刷卡或扫码' },
  DEVICE_READ_REFUSED: { what: '证件没有读成功', remedy: '请把证件移开后重新放平' },
  DEVICE_SAM_FAULT: { what: '读卡器安全模块异常', remedy: '重新插拔读卡器；仍异常时联系信息人员更换' },
  DEVICE_CODE_TOO_LONG: { what: '扫到的内容过长，未采用', remedy: '请出示正确的二维码' },
  DEVICE_DRIVER_MISSING: {
    what: '本机缺少读取 USB 设备的组件',
    remedy: '请信息人员安装 libusb 与 udev 系统组件后重新启动',
  },
  DEVICE_UNSUPPORTED: {
    what: '不支持这个 USB 设备或它当前的工作方式',
    remedy: '扫码器请改为 USB 串口或 HID-POS 方式，或更换为受支持的型号',
  },
  DEVICE_TWINS: {
    what: '接有两台相同的设备，未能凭序列号区分，可能认错',
    remedy: '核对当前设备；换插口后请重新核对',
  },
  DEVICE_RECORDING_INVALID: {
    what: '设备录制文件不完整或格式不对',
    remedy: '请重新录制；文件由其他版本录制时请用同一版本重放',
  },
  DEVICE_RECORDING_UNWRITABLE: { what: '设备录制文件无法写入', remedy: '检查文件夹是否存在、是否有写入权限' },

  CREDENTIAL_CARD_TYPE_UNKNOWN: { what: '不认识的证件类型', remedy: '请换用身份证、居住证或永久居留身份证' },
  CREDENTIAL_CARD_TEXT_INVALID: { what: '证件内容无法识别', remedy: '请重新放置证件；仍不行时改用扫码' },
  CREDENTIAL_CARD_EXPIRED: { what: '证件已过有效期', remedy: '请申请人出示有效证件或改用扫码' },
  CREDENTIAL_CODE_UNREADABLE: { what: '二维码内容无法识别', remedy: '请申请人刷新二维码后重扫' },
  CREDENTIAL_CODE_UNKNOWN: { what: '不是办事使用的二维码', remedy: '请申请人出示鲁通码或电子营业执照' },

  CATALOGUE_ITEM_UNKNOWN: { what: '没有这个事项', remedy: '请重新选择事项' },
  CATALOGUE_ITEM_UNDEFINED: {
    what: '该事项尚未配置免证办表单',
    remedy: '请选择已配置的事项，或按原流程受理',
  },
  CATALOGUE_INVALID: { what: '事项目录文件有错误', remedy: '请信息人员重新安装事项目录' },

  LICENCE_CODE_EXPIRED: { what: '二维码已过期', remedy: '请申请人刷新二维码后重扫' },
  LICENCE_CODE_USED: { what: '二维码已经用过', remedy: '请申请人刷新二维码后重扫' },
  LICENCE_CODE_REFUSED: { what: '省平台不认可这个二维码', remedy: '请申请人出示鲁通码，或改用身份证' },
  LICENCE_HOLDER_UNKNOWN: {
    what: '省平台没有查到该持证人',
    remedy: '核对证件号码；确认无误时按纸质材料受理',
  },
  LICENCE_HOLDER_MISMATCH: {
    what: '证件与省平台登记的持证人不一致',
    remedy: '核对证件；必要时向发证部门核验',
  },
  LICENCE_HOLDER_KIND: {
    what: '持证人类型与事项不符',
    remedy: '个人事项请出示个人码或身份证，企业事项请出示企业码',
  },
  LICENCE_GRANT_MISSING: { what: '没有取得用证授权', remedy: '请申请人亮码或刷卡授权' },
  LICENCE_GRANT_REFUSED: { what: '申请人未授权使用所需证照', remedy: '请申请人确认授权，或改用其他方式' },
  LICENCE_GRANT_EXPIRED: { what: '用证授权已过期', remedy: '请申请人重新亮码或刷卡' },
  LICENCE_NOT_FOUND: { what: '没有查到该证照', remedy: '可改用部门核验或告知承诺' },
  LICENCE_SIGNATURE_WRONG: { what: '证照签名核验未通过，未采用', remedy: '请向发证部门核验' },

  FORM_FIELD_UNKNOWN: { what: '表单里没有这一项', remedy: '请重新打开表单' },
  FORM_FIELD_LOCKED: { what: '该项来自证照，不能直接修改', remedy: '如有疑问请申请人提出异议' },
  FORM_INCOMPLETE: { what: '表单还有未填好的内容', remedy: '请按提示补全后再提交' },

  RECEIPT_GLYPH_MISSING: {
    what: '有一个字没有可用字形，不能出件',
    remedy: '请核对该项用字，并联系信息人员补充字库',
  },
  RECEIPT_SEAL_MISSING: { what: '本窗口尚未取得电子印章', remedy: '连通省平台后会自动申领，请稍后再试' },
  RECEIPT_SEAL_EXPIRED: { what: '电子印章证书不在有效期内', remedy: '请信息人员更换印章证书' },
  RECEIPT_SEAL_FAILED: { what: '签章没有成功', remedy: '请再试一次；仍不行时联系信息人员' },
  RECEIPT_UNKNOWN: { what: '没有这份受理通知书', remedy: '请刷新列表后再试' },
  RECEIPT_FILE_UNREADABLE: { what: '文件无法读取', remedy: '请选择 PDF 格式的受理通知书' },

  OUTBOX_PARCEL_UNKNOWN: { what: '没有这条待送记录', remedy: '请刷新列表后再试' },
  OUTBOX_PARCEL_STATE: { what: '这条记录现在不能这样处理', remedy: '请刷新列表后再试' },

  PROVINCE_UNREACHABLE: { what: '连不上省平台', remedy: '已受理的会自动续送；请检查网络' },
  PROVINCE_TIMEOUT: { what: '省平台没有及时答复', remedy: '稍后会自动重试' },
  PROVINCE_BUSY: { what: '省平台繁忙', remedy: '稍后会自动重试' },
  PROVINCE_REFUSED: { what: '省平台没有接受这次请求', remedy: '请记下代码联系信息人员' },
  PROVINCE_CONFLICT: { what: '省平台已有同号但内容不同的回执', remedy: '请记下代码联系信息人员核对' },
  PROVINCE_ANSWER_INVALID: { what: '省平台的答复不完整，未采用', remedy: '稍后会自动重试' },

  STORE_LOCKED: { what: '本机数据库尚未解锁', remedy: '请输入工作站口令' },
  STORE_WRONG_KEY: { what: '工作站口令不对', remedy: '请重新输入；忘记口令请联系信息人员' },
  STORE_KEYRING_DAMAGED: { what: '密钥文件损坏', remedy: '请信息人员用备份恢复，不要删除数据目录' },
  STORE_VAULT_GONE: {
    what: '原来保管密钥的系统密钥库不可用',
    remedy: '请用原来的系统账号登录，或联系信息人员',
  },
  STORE_DAMAGED: { what: '本机数据库损坏', remedy: '请信息人员用备份恢复，不要删除数据目录' },
  STORE_FROM_FUTURE: { what: '数据库来自更新的版本', remedy: '请安装新版本后再打开' },
  STORE_NOT_DURABLE: { what: '数据库未能保证写入可靠', remedy: '请联系信息人员检查磁盘' },
  STORE_DISK_FULL: { what: '磁盘空间不足', remedy: '请清理磁盘后重试；已有数据没有受损' },
  STORE_IN_USE: { what: '该工作站数据正被另一个程序使用', remedy: '请先关闭已打开的免证窗' },
  STORE_UNWRITABLE: { what: '数据目录不能写入', remedy: '请信息人员检查目录权限' },

  AUDIT_CHAIN_BROKEN: { what: '操作记录校验不通过', remedy: '请立即报告信息安全人员' },

  CLERK_REFUSED: { what: '工号或口令不对', remedy: '请重新输入' },
  CLERK_OFFLINE_UNKNOWN: { what: '连不上省平台，且本机没有您的离线登录凭据', remedy: '网络恢复后再登录' },
  CLERK_SIGNED_OUT: { what: '尚未登录', remedy: '请先登录' },

  CASE_NONE: { what: '当前没有正在办理的业务', remedy: '请先选择事项或请申请人亮码' },
  CASE_STATE: { what: '这一步现在不能做', remedy: '请按左侧步骤办理' },
  CASE_ITEM_MISSING: { what: '尚未选择事项', remedy: '请先选择事项' },

  CONFIG_INVALID: { what: '配置内容有误', remedy: '请按提示改正后保存' },
  CONFIG_UNREADABLE: { what: '配置文件无法读取', remedy: '请信息人员检查配置文件' },

  CALL_UNKNOWN: { what: '没有这个操作', remedy: '请联系信息人员' },
  CALL_INVALID: { what: '填写的内容不符合要求', remedy: '请检查后重试' },
  CALL_ANSWER_INVALID: { what: '程序内部答复异常', remedy: '请联系信息人员' },
  CALL_FORBIDDEN: { what: '不允许的操作', remedy: '请联系信息人员' },

  CORE_GONE: { what: '后台服务正在恢复', remedy: '请稍候，已填内容不会丢失' },
  CORE_FAULT: { what: '程序内部出错', remedy: '请再试一次；仍不行时联系信息人员' },
  CORE_NO_RUNTIME: { what: '缺少运行环境', remedy: '请信息人员重新安装本程序' },

  USAGE_WRONG: { what: '命令用法不对', remedy: '请查看用法说明' },
};
