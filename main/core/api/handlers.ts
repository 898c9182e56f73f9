import type { Handlers } from '../../contract/calls';
import { FailureError, fail, failure, type Result } from '../../contract/failures/failure';
import type { Office } from '../casework';
import type { Workstation } from './workstation';

const done: Result<null> = { ok: true, value: null };
const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** One handler for every call of the core; input is already parsed, output will be. What the caller may do was looked at before (gate.ts). */
export function createAnswers(workstation: Workstation): Handlers<'core'> {
  /** The open office, or STORE_LOCKED. */
  function office(): Office {
    const open = workstation.office();
    if (!open) throw new FailureError(failure('STORE_LOCKED'));
    return open;
  }

  /** The open office with a clerk signed in, or CLERK_SIGNED_OUT. */
  function staffed(): Office {
    const open = office();
    if (!open.session.current()) throw new FailureError(failure('CLERK_SIGNED_OUT'));
    return open;
  }

  const actor = () => staffed().session.current()?.account ?? 'station';

  return {
    station: {
      snapshot: () => {
        const open = workstation.office();
        const devices = workstation.devices();
        const station = workstation.stationView();
        const photo = workstation.photo();
        if (open) return ok({ station, devices, photo, ...open.snapshot() });
        return ok({
          station,
          devices,
          photo,
          clerk: null,
          province: {
            state: 'unknown',
            latencyMs: null,
            checkedAt: null,
            failure: null,
            circuit: { state: 'closed', until: null },
            credential: null,
            clockOffMs: null,
          },
          outbox: { waiting: 0, leased: 0, later: 0, parked: 0, acknowledged: 0 },
          errands: { open: 0, overdue: 0, failed: 0, waiting: 0, ready: 0 },
          callBacks: { toCheck: 0, forClerk: 0 },
          case: null,
          commonItems: [],
        });
      },
      unlock: ({ passphrase }) => workstation.station.unlock(passphrase),
      retry: () => workstation.station.retry(),
      backups: () => ok(workstation.station.backups()),
      restoreBackup: ({ name, passphrase }) => workstation.station.restore(name, passphrase),
      openByRecovery: ({ recoveryKey, passphrase }) =>
        workstation.station.openByRecovery(recoveryKey, passphrase),
      makeRecoveryKey: async () => {
        const made = await workstation.station.makeRecoveryKey(actor());
        return made.ok ? ok(workstation.recoverySheet(made.value)) : made;
      },
      keepInVault: () => workstation.station.keepInVault(actor()),
      rotateKeyAtStart: ({ asked }) => workstation.station.rotateKeyAtStart(asked, actor()),
    },
    clerk: {
      signIn: ({ account, secret }) => office().session.signIn(account, secret),
      signOut: () => {
        office().session.signOut();
        return done;
      },
      lock: ({ why }) => {
        workstation.office()?.session.lock(why);
        return done;
      },
      awaitCard: () => {
        office().session.card.awaitCard();
        return done;
      },
      unlock: ({ pin }) => office().session.unlock(pin),
      setPin: ({ pin }) => staffed().session.setPin(pin),
      active: () => {
        workstation.office()?.session.active();
        return done;
      },
      approve: ({ act, account, secret }) => staffed().session.approve(act, account, secret),
    },
    item: {
      search: ({ text, limit }) => ok(staffed().searchItems(text, limit)),
    },
    rules: {
      published: () => ok(workstation.publishedRules()),
    },
    case: {
      chooseItem: ({ seq }) => staffed().cases.chooseItem(seq),
      stateIssued: (facts) => staffed().cases.stateIssued(facts),
      enterCode: ({ text }) => {
        const open = staffed();
        const taken = open.takeTypedCode(workstation.codeFrame('typed', text));
        if (!taken.ok) return taken;
        const view = open.cases.view();
        return view ? ok(view) : fail('CASE_NONE');
      },
      authorise: () => staffed().cases.authorise(),
      actFor: ({ way }) => staffed().cases.actFor(way),
      consentOnScreen: ({ allowed }) => staffed().cases.consentOnScreen(allowed),
      revealElement: ({ typeSeq, element }) => staffed().cases.revealElement(typeSeq, element),
      suggestions: () => staffed().cases.holder.suggestions(),
      confirmBenefit: ({ seq }) => staffed().cases.holder.confirmBenefit(seq),
      accessLog: () => staffed().cases.holder.accessLog(),
      permits: () => staffed().cases.holder.permits(),
      holderFile: () => staffed().cases.holder.file(),
      fillForm: () => staffed().cases.fillForm(),
      editField: ({ key, value, reason }) => staffed().cases.editField(key, value, reason),
      revealField: ({ key }) => staffed().cases.revealField(key),
      decideConflict: (decision) => staffed().cases.decideConflict(decision),
      addRow: ({ table }) => staffed().cases.addRow(table),
      removeRow: ({ table, row }) => staffed().cases.removeRow(table, row),
      attach: (file) => staffed().cases.attach(file),
      detach: ({ material, id }) => staffed().cases.detach(material, id),
      signForm: ({ signature }) => staffed().cases.signForm(signature),
      pledge: ({ key, agreed, signature }) => staffed().cases.pledge(key, agreed, signature),
      object: (about) => staffed().cases.object(about),
      backfill: ({ key }) => staffed().cases.backfill(key),
      askIssue: ({ key }) => staffed().cases.askIssue(key),
      putToWait: () => staffed().cases.waiting.putToWait(),
      resume: ({ id }) => staffed().cases.waiting.resume(id),
      acceptPaper: ({ key, reason }) => staffed().cases.acceptPaper(key, reason),
      back: () => staffed().cases.back(),
      submit: () => staffed().cases.submit(),
      close: () => staffed().cases.close(),
      abandon: ({ reason }) => staffed().cases.abandon(reason),
    },
    queue: {
      next: () => staffed().queue.next(),
      passOver: () => staffed().queue.passOver(),
    },
    confirm: {
      begin: ({ scene }) => ok(staffed().confirm.begin(scene)),
      end: () => {
        staffed().confirm.end();
        return done;
      },
    },
    offline: {
      accept: ({ phone, enterpriseName }) => staffed().cases.acceptOffline({ phone, enterpriseName }),
      list: ({ limit }) => ok(staffed().offline.list(limit)),
      listPdf: () => staffed().offline.listPdf(),
      check: async () => ok(await staffed().offline.check()),
      decide: (decision) => staffed().offline.decide(decision),
      reveal: ({ id, key }) => staffed().offline.reveal(id, key),
      settle: ({ id }) => staffed().offline.settle(id),
      lapse: ({ id, reason }) => staffed().offline.lapse(id, reason),
      recheck: ({ id }) => staffed().offline.recheck(id),
    },
    receipt: {
      list: ({ limit }) => ok(staffed().receipts(limit)),
      pdf: ({ id }) => staffed().receiptFile(id),
      print: ({ id }) => staffed().printReceipt(id),
      verify: ({ id }) => staffed().verifyStored(id),
      handling: ({ id }) => staffed().handling(id),
    },
    errand: {
      list: ({ limit }) => ok(staffed().errands.list(limit)),
      retry: ({ id }) => staffed().errands.retry(id),
      drain: async () => {
        const { errands } = staffed();
        await errands.drain();
        return ok(errands.counts());
      },
    },
    outbox: {
      list: ({ limit }) => ok(staffed().parcels(limit)),
      unpark: ({ receiptId }) => staffed().unpark(receiptId),
      drain: async () => ok(await staffed().delivery.drain({ evenLater: true })),
    },
    device: {
      examine: async () => {
        staffed();
        return ok(await workstation.examineDevices());
      },
      reopen: ({ id }) => {
        workstation.reopenDevice(id);
        return done;
      },
      trigger: async ({ id }) => {
        staffed();
        const triggered = await workstation.triggerDevice(id);
        return triggered.ok ? done : triggered;
      },
      scannerSetups: async () => {
        staffed();
        return ok(await workstation.scannerSetups());
      },
      wedgeCode: ({ text }) => staffed().takeWedgeCode(workstation.codeFrame('wedge', text)),
      cameraCode: ({ text }) => {
        staffed().takeFrame(workstation.codeFrame('camera', text));
        return done;
      },
    },
    settings: {
      read: () => {
        staffed();
        return ok(workstation.settings.read());
      },
      save: (settings) => {
        const { session } = staffed();
        const clerk = session.current();
        if (!clerk) return fail('CLERK_SIGNED_OUT');
        const asked = workstation.settings.read().secondPersonFor;
        const isRelaxed = asked.some((act) => !settings.secondPersonFor.includes(act));
        const agreed = isRelaxed ? session.withSecond('relax') : ok(null);
        return agreed.ok ? workstation.settings.save(settings, clerk) : agreed;
      },
    },
    audit: {
      list: ({ limit, ...query }) => ok(staffed().auditLines(limit, query)),
      choices: () => ok(staffed().auditChoices()),
      verify: async () => ok(await staffed().checkAudit()),
      export: ({ format, ...query }) => {
        const exported = staffed().exportAudit(query, format);
        if (!exported.ok) return exported;
        const kept = workstation.keepExport(`audit.${format}`, exported.value.text);
        return kept.ok ? ok({ path: kept.value, lines: exported.value.lines }) : kept;
      },
      slip: ({ printed }) => staffed().accessSlip(printed),
      slipPdf: () => staffed().accessSlipPdf(),
    },
  };
}
