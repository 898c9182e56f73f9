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
  DEVICE_DRIVER_CRASHED: {
    what: '设备驱动程序异常退出，正在自动重新启动',
    remedy: '稍候会自动恢复；反复出现时拔下最近更换的设备，并请信息人员运行设备检查',
  },
  DEVICE_UNSUPPORTED: {
    what: '不支持这个 USB 设备或它当前的工作方式',
    remedy: '扫码器请改为 USB 串口或 HID-POS 方式，或更换为受支持的型号',
  },
  DEVICE_NO_TRIGGER: { what: '这台扫码器现在不能由工作台启动', remedy: '请按扫码器上的按键扫码' },
  PHOTO_NOT_DECODED: {
    what: '证件照片没有解出来',
    remedy: '请核对证件上的照片；反复出现时请信息人员检查照片解码组件',
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
  CATALOGUE_ITEM_OFF: { what: '这个事项在本大厅尚未启用', remedy: '请按原有方式办理，或者联系信息人员启用' },
  CATALOGUE_FILE_UNREADABLE: { what: '事项目录文件读不出来', remedy: '请检查文件的位置和权限' },
  CATALOGUE_SIGNATURE_WRONG: { what: '事项目录的签名不对，没有采用', remedy: '请向发布单位重新索取目录文件' },
  CATALOGUE_UNTRUSTED: {
    what: '事项目录的发布证书不受信任',
    remedy: '请用 --trust 指定发布单位的根证书，或者核对文件来源',
  },
  CATALOGUE_SHRINKS: {
    what: '新目录减少了内容或者增加了材料要求，没有采用',
    remedy: '目录只增不减，请把列出的问题交给发布单位更正',
  },
  CATALOGUE_EDITION_CONFLICT: {
    what: '同一版次已有内容不同的目录',
    remedy: '请核对版次，由发布单位换一个版次号发布',
  },
  CATALOGUE_EDITION_UNKNOWN: { what: '没有这一版目录', remedy: '请先查看已有的版次' },

  LICENCE_CODE_EXPIRED: { what: '二维码已过期', remedy: '请申请人刷新二维码后重扫' },
  LICENCE_CODE_USED: { what: '二维码已经用过', remedy: '请申请人刷新二维码后重扫' },
  LICENCE_CODE_LAPSED: { what: '出示的码对应的证照已经失效', remedy: '请申请人出示鲁通码，或改用身份证' },
  LICENCE_TICKET_OTHER_WINDOW: {
    what: '这个号是其他窗口叫到的',
    remedy: '请申请人到叫号的窗口，或出示鲁通码、刷身份证',
  },
  LICENCE_TICKET_EXPIRED: {
    what: '叫号后超过了十分钟，带来的身份已经失效',
    remedy: '请申请人出示鲁通码，或刷身份证',
  },
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
  LICENCE_HOLDER_DECEASED: {
    what: '持证人已登记去世，不能以其名义用证',
    remedy: '请核对证件，并按继承或代办的规定办理',
  },
  LICENCE_MANDATE_MISSING: {
    what: '没有查到代办、监护或者企业授权的记录',
    remedy: '请先办理授权委托，或请持证人本人到场',
  },
  LICENCE_BACKFILL_NOT_OFFERED: { what: '这项证照不能申请补齐', remedy: '请用其他方式办理这份材料' },
  LICENCE_ISSUE_NOT_OFFERED: { what: '这项证明不能申请在线开具', remedy: '请用其他方式办理这份材料' },
  LICENCE_GRANT_MISSING: { what: '没有取得用证授权', remedy: '请申请人亮码或刷卡授权' },
  LICENCE_GRANT_REFUSED: { what: '申请人未授权使用所需证照', remedy: '请申请人确认授权，或改用其他方式' },
  LICENCE_GRANT_EXPIRED: { what: '用证授权已过期', remedy: '请申请人重新亮码或刷卡' },
  LICENCE_GRANT_REVOKED: { what: '申请人已收回用证授权', remedy: '请申请人重新授权，或改用其他方式' },
  LICENCE_HELPER_MISSING: { what: '还没有识别代办人', remedy: '请先刷代办人的身份证，再识别申请人' },
  LICENCE_PARTIES_SAME: {
    what: '代办人与申请人是同一张证件',
    remedy: '请换刷另一人的身份证，本人办理的改选“本人办理”',
  },
  LICENCE_SCREEN_NEEDS_CARD: {
    what: '屏上授权需要申请人本人的身份证',
    remedy: '请返回上一步刷申请人身份证，或请申请人重新出示鲁通码',
  },
  LICENCE_CHANGED: {
    what: '证照在取用之后有变化，表单已按最新情况重填',
    remedy: '请再次核对表单，然后签章出件',
  },
  LICENCE_CONSENT_REFUSED: { what: '申请人拒绝了这次授权', remedy: '请申请人确认后重新发起，或改用其他方式' },
  LICENCE_CONSENT_EXPIRED: { what: '申请人没有在时限内答复授权', remedy: '请重新发起授权' },
  LICENCE_OBJECTION_STALE: {
    what: '证照内容已经更新，与提出异议时不同',
    remedy: '请重新取证后核对，仍有异议再提出',
  },
  LICENCE_PLEDGE_EXCLUDED: {
    what: '申请人不适用告知承诺',
    remedy: '请改用部门核验，或由申请人提交材料',
  },
  LICENCE_NOT_FOUND: { what: '没有查到该证照', remedy: '可改用部门核验或告知承诺' },
  LICENCE_LIBRARY_DOWN: {
    what: '这一级电子证照库没有应答，尚不能认定有无',
    remedy: '可稍后再取证，或在表单中改用其他方式',
  },
  LICENCE_SIGNATURE_WRONG: { what: '证照签名核验未通过，未采用', remedy: '请向发证部门核验' },

  FORM_FIELD_UNKNOWN: { what: '表单里没有这一项', remedy: '请重新打开表单' },
  FORM_FIELD_LOCKED: { what: '该项已经落实，不能直接修改', remedy: '如有疑问请申请人提出异议' },
  FORM_INCOMPLETE: { what: '表单还有未填好的内容', remedy: '请按提示补全后再提交' },
  FORM_REASON_NEEDED: { what: '该项来自证照或证件，更正须写明原因', remedy: '请用“更正”填写内容和原因' },
  FORM_CHOICE_MISSING: { what: '还没有选定采用哪一个来源', remedy: '请先选定一个来源' },
  FORM_ROWS_LIMIT: { what: '行数已到上限或下限', remedy: '请按事项要求的行数填写' },
  FORM_ATTACHMENT_KIND: { what: '不是可以接收的文件', remedy: '请提供 PNG、JPEG 图片或 PDF 文件' },
  FORM_ATTACHMENT_SIZE: { what: '文件过大', remedy: '单个文件不超过 4 MB，请压缩后再添加' },
  FORM_ATTACHMENT_TOO_MANY: { what: '附件总量已到上限', remedy: '请先移除不需要的附件' },

  RECEIPT_GLYPH_MISSING: {
    what: '有一个字符不能印出，不能出件',
    remedy: '请核对该项内容，去掉不该有的字符',
  },
  RECEIPT_SEAL_MISSING: { what: '本窗口尚未取得电子印章', remedy: '连通省平台后会自动申领，请稍后再试' },
  RECEIPT_SEAL_EXPIRED: { what: '电子印章证书不在有效期内', remedy: '请信息人员更换印章证书' },
  RECEIPT_SEAL_FAILED: { what: '签章没有成功', remedy: '请再试一次；仍不行时联系信息人员' },
  RECEIPT_AT_PROVINCE: {
    what: '这份通知书已送达省平台，本机留存期满已销毁文件',
    remedy: '需要原件时请凭文号到省平台调阅；文号和摘要仍留在本机',
  },
  RECEIPT_UNKNOWN: { what: '没有这份受理通知书', remedy: '请刷新列表后再试' },
  RECEIPT_FILE_UNREADABLE: { what: '文件无法读取', remedy: '请选择 PDF 格式的受理通知书' },

  OUTBOX_PARCEL_UNKNOWN: { what: '没有这条待送记录', remedy: '请刷新列表后再试' },
  OUTBOX_PARCEL_STATE: { what: '这条记录现在不能这样处理', remedy: '请刷新列表后再试' },
  OUTBOX_PARCEL_CHANGED: {
    what: '待送内容与签章时的记录不一致，未发送',
    remedy: '请立即报告信息安全人员核查；不要删除数据目录',
  },
  OUTBOX_LONG_FAILED: {
    what: '这份通知书多次投递都没有送达，其他的照常送达',
    remedy: '请记下文号联系信息人员核查；查明后点击“重新排队”',
  },

  PROVINCE_UNREACHABLE: { what: '连不上省平台', remedy: '已受理的会自动续送；请检查网络' },
  PROVINCE_TIMEOUT: { what: '省平台没有及时答复', remedy: '稍后会自动重试' },
  PROVINCE_BUSY: { what: '省平台繁忙', remedy: '稍后会自动重试' },
  PROVINCE_REFUSED: { what: '省平台没有接受这次请求', remedy: '请记下代码联系信息人员' },
  PROVINCE_CONFLICT: { what: '省平台已有同号但内容不同的回执', remedy: '请记下代码联系信息人员核对' },
  PROVINCE_ANSWER_INVALID: { what: '省平台的答复不完整，未采用', remedy: '稍后会自动重试' },
  PROVINCE_CLIENT_REFUSED: {
    what: '省平台不认可本工作站的证书或者签名',
    remedy: '请信息人员重新登记本工作站',
  },
  PROVINCE_CLOCK_SKEW: { what: '本机时间与省平台相差过大', remedy: '请校准本机时间后再试' },
  PROVINCE_INSECURE: {
    what: '省平台地址不是安全连接，未发送任何内容',
    remedy: '请在“设置”里改为 https 地址，并用登记码登记本机',
  },
  PROVINCE_UNTRUSTED: {
    what: '对方的证书不是本省省平台的，未发送任何内容',
    remedy: '请检查网络和本机时间；持续出现时联系信息人员核对省平台证书',
  },
  PROVINCE_NOT_ENROLLED: { what: '本机尚未在省平台登记', remedy: '请信息人员用登记码登记本机' },
  PROVINCE_CREDENTIAL_EXPIRED: {
    what: '本机在省平台的登记已到期',
    remedy: '请信息人员申请新的登记码，重新登记本机',
  },
  PROVINCE_ENROLMENT_REFUSED: {
    what: '省平台没有接受登记码',
    remedy: '登记码只能使用一次，且有时限；请申请新的登记码',
  },
  PROVINCE_PAUSED: { what: '省平台连续没有答复，已暂停联系', remedy: '稍后会自动重试；已受理的会自动续送' },
  PROVINCE_NOT_OFFERED: { what: '当前的证照共享接口不提供这项服务', remedy: '请改用其他方式办理' },
  PROVINCE_RECORD_UNKNOWN: { what: '省平台没有这条记录', remedy: '请核对后重新发起' },
  PROVINCE_ARCHIVE_INCOMPLETE: { what: '归档材料不齐，省平台未收', remedy: '请记下代码联系信息人员核对' },
  PROVINCE_EVALUATION_REFUSED: {
    what: '省平台没有接受这次评价',
    remedy: '请申请人用受理通知书上的评价码评价',
  },
  PROVINCE_EVALUATION_EXISTS: { what: '这件事已经评价过', remedy: '每件只能评价一次，无须再评' },

  STORE_LOCKED: { what: '本机数据库尚未解锁', remedy: '请输入工作站口令' },
  STORE_WRONG_KEY: { what: '工作站口令不对', remedy: '请重新输入；忘记口令请联系信息人员' },
  STORE_KEYRING_DAMAGED: { what: '密钥文件损坏', remedy: '请信息人员用备份恢复，不要删除数据目录' },
  STORE_VAULT_GONE: {
    what: '原来保管密钥的系统密钥库不可用',
    remedy: '请用原来的系统账号登录，或用恢复密钥打开',
  },
  STORE_VAULT_REFUSED: {
    what: '系统密钥库没有收下数据密钥',
    remedy: '没有任何改动；请稍后再试，或改用工作站口令',
  },
  STORE_DAMAGED: { what: '本机数据库损坏', remedy: '请信息人员用备份恢复，不要删除数据目录' },
  STORE_FROM_FUTURE: { what: '数据库来自更新的版本', remedy: '请安装新版本后再打开' },
  STORE_NOT_DURABLE: { what: '数据库未能保证写入可靠', remedy: '请联系信息人员检查磁盘' },
  STORE_DISK_FULL: { what: '磁盘空间不足', remedy: '请清理磁盘后重试；已有数据没有受损' },
  STORE_IO_ERROR: {
    what: '磁盘读写出错，暂时不能保存',
    remedy: '请信息人员检查磁盘；已保存的内容仍在，磁盘恢复后即可继续办理',
  },
  STORE_RECOVERY_NONE: {
    what: '本机数据没有可用的恢复密钥',
    remedy: '更换数据密钥后须重新生成；请用原来的系统账号或口令打开，或用备份恢复',
  },
  STORE_RECOVERY_WRONG: {
    what: '恢复密钥不对',
    remedy: '请对照封存的恢复密钥逐组核对；重新生成过的，以最后一次为准',
  },
  STORE_KEY_CHANGE_CUT: {
    what: '更换数据密钥时被中断，仍使用原密钥',
    remedy: '数据没有受损，下次启动时再次更换；多次中断请关闭窗口后用命令行更换',
  },
  STORE_BACKUP_UNFINISHED: { what: '备份没有做完', remedy: '系统稍后自动再做；已有的备份不受影响' },
  STORE_BACKUP_UNKNOWN: { what: '没有这份备份', remedy: '请从备份列表中选择，或检查备份目录是否完整' },
  STORE_IN_USE: { what: '该工作站数据正被另一个程序使用', remedy: '请先关闭已打开的免证窗' },
  STORE_UNWRITABLE: { what: '数据目录不能写入', remedy: '请信息人员检查磁盘是否只读、目录是否有权限' },

  AUDIT_CHAIN_BROKEN: { what: '操作记录校验不通过', remedy: '请立即报告信息安全人员' },

  CLERK_REFUSED: { what: '工号或口令不对', remedy: '请重新输入' },
  CLERK_OFFLINE_UNKNOWN: { what: '连不上省平台，且本机没有您的离线登录凭据', remedy: '网络恢复后再登录' },
  CLERK_SIGNED_OUT: { what: '尚未登录', remedy: '请先登录' },
  CLERK_CLOSED: { what: '这个工号已停用', remedy: '请联系管理人员' },
  CLERK_OFFLINE_SPENT: { what: '离线登录次数已用完', remedy: '网络恢复后登录一次即可继续离线使用' },
  CLERK_SLOWED: { what: '登录失败次数较多，暂时不能再试', remedy: '请稍候再试，或请管理人员核对口令' },
  CLERK_PIN_REFUSED: { what: '解锁码不对', remedy: '请重新输入；连错三次须用工号和口令登录' },
  CLERK_CARD_UNKNOWN: { what: '这张证件不是本系统工作人员的', remedy: '请换本人证件，或用工号和口令登录' },
  CLERK_CARD_FIRST: {
    what: '这张证件没有在本窗口登录过',
    remedy: '工作人员首次刷卡，请先按“刷卡登录”再放卡；申请人的证件请在登录以后读取',
  },
  CLERK_NOT_ALLOWED: { what: '您的岗位没有这项权限', remedy: '请联系有权限的人员办理' },
  CLERK_SECOND_NEEDED: {
    what: '这一步需要第二人在场确认',
    remedy: '请另一位工作人员登录确认，其中一人须为值班主管',
  },
  CLERK_SECOND_REFUSED: { what: '这位工作人员不能作为第二人', remedy: '请换一位，两人中须有一位值班主管' },

  CASE_NONE: { what: '当前没有正在办理的业务', remedy: '请先选择事项或请申请人亮码' },
  CASE_QUEUE_NOT_SET_UP: {
    what: '本窗口没有设置叫号',
    remedy: '请在“设置”里填写大厅编号和排队队列',
  },
  CASE_QUEUE_BUSY: { what: '窗口上还有人在办理，或正在叫号', remedy: '请办完或放弃本件后再叫号' },
  CASE_STATE: { what: '这一步现在不能做', remedy: '请按左侧步骤办理' },
  CASE_ITEM_MISSING: { what: '尚未选择事项', remedy: '请先选择事项' },
  CASE_DRAFT_EXPIRED: {
    what: '有一件业务长时间没有办理，内容已销毁',
    remedy: '请重新受理；操作记录中留有销毁时间',
  },
  CASE_OFFLINE_NEEDLESS: { what: '省平台可以连接', remedy: '请按正常流程取用证照，不必断网受理' },
  CASE_OFFLINE_CARD_NEEDED: {
    what: '断网时无法核对二维码',
    remedy: '请申请人出示身份证，放上读卡器后再断网受理',
  },
  CASE_OFFLINE_CODE_NEEDED: {
    what: '断网受理企业事项，需要统一社会信用代码和经办人身份证',
    remedy: '请选择“企业经办人”，录入或扫描统一社会信用代码，并请经办人刷身份证',
  },
  CASE_OFFLINE_NAME_NEEDED: { what: '还没有填写企业名称', remedy: '请按营业执照填写企业名称' },
  CASE_OFFLINE_ENTRY: { what: '这条待核验记录已不在此状态', remedy: '请刷新回访清单查看现状' },
  CASE_OFFLINE_UNDECIDED: { what: '还有不一致的内容没有处理', remedy: '请逐项处理后再出具正式通知书' },
  CASE_NOTHING_TO_WAIT_FOR: { what: '没有等待中的部门核验', remedy: '请继续办理本件' },
  CASE_WAITING_UNKNOWN: { what: '这件业务已不在等待中', remedy: '请刷新待办查看现状' },

  PLEDGE_EXCLUDED: {
    what: '信用核查结果为不适用告知承诺',
    remedy: '请改用部门核验或收取纸质材料，申请人可向信用主管部门查询原因',
  },
  PLEDGE_UNCHECKED: {
    what: '信用核查尚无结果，暂不能承诺',
    remedy: '正在再次核查，请稍后再试，也可以先办理其他材料',
  },
  OBJECTION_NOT_LICENSED: { what: '该项不是来自电子证照，不能提出异议', remedy: '请直接更正并写明原因' },
  OBJECTION_OPEN: { what: '该项的异议正在处理', remedy: '请等待发证部门答复' },
  ERRAND_UNKNOWN: { what: '没有这项待办，或它不能重办', remedy: '请刷新待办查看现状' },

  CONFIG_INVALID: { what: '配置内容有误', remedy: '请按提示改正后保存' },
  CONFIG_UNREADABLE: { what: '配置文件无法读取', remedy: '请信息人员检查配置文件' },

  CALL_UNKNOWN: { what: '没有这个操作', remedy: '请联系信息人员' },
  CALL_INVALID: { what: '填写的内容不符合要求', remedy: '请检查后重试' },
  CALL_ANSWER_INVALID: { what: '程序内部答复异常', remedy: '请联系信息人员' },
  CALL_FORBIDDEN: { what: '不允许的操作', remedy: '请联系信息人员' },

  TRAINING_NOTHING_TO_SHOW: { what: '这位训练人员没有这种码', remedy: '请换一种码，或换一位训练人员' },

  CORE_GONE: { what: '后台服务正在恢复', remedy: '请稍候，已填内容不会丢失' },
  CORE_FAULT: { what: '程序内部出错', remedy: '请再试一次；仍不行时联系信息人员' },
  CORE_NO_RUNTIME: { what: '缺少运行环境', remedy: '请信息人员重新安装本程序' },

  USAGE_WRONG: { what: '命令用法不对', remedy: '请查看用法说明' },
};
