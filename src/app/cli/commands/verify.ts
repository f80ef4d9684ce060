import { verifyTrail, type Verification } from '../../../features/audit/sealing/actions-verify.ts';
import { JSON_OPTION, type Command } from '../command.ts';
import { withInstallation } from '../open.ts';

export const verify: Command = {
  name: 'verify',
  summary: 'Recompute the whole audit trail and compare it with what was signed and published',
  details: 'Names the first event that was altered, removed, inserted or reordered. The exit code is 0 when the trail is whole, 1 when it is not.',
  options: { json: JSON_OPTION },
  async run(values, terminal) {
    return withInstallation(terminal, async ({ db, keys, config }) => {
      const started = performance.now();
      const verification = await verifyTrail(db, keys, config.auditDir);
      const milliseconds = Math.round(performance.now() - started);
      if (values.is('json')) terminal.data(JSON.stringify({ ...verification, milliseconds }));
      else terminal.data(report(verification, milliseconds));
      return verification.ok ? 0 : 1;
    });
  },
};

function report(verification: Verification, milliseconds: number): string {
  const { finding } = verification;
  const counts = `${verification.events} events, ${verification.sealed} of them sealed under ${verification.checkpoints} signed checkpoints`;
  if (finding !== null) return `The audit trail is NOT whole.\n${finding.sentence}\nLooked at ${counts}, in ${milliseconds} ms.`;
  const waiting = verification.unsealed > 0 ? `\n${verification.unsealed} events are not sealed yet; the server seals them within seconds while it runs.` : '';
  return `The audit trail is whole: ${counts}, in ${milliseconds} ms.\nRoot ${verification.root}\nSigned by ${verification.signedBy}${waiting}`;
}
