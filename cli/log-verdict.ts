import type { LogVerdict } from '#domain/audit-log.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import type { Answer } from './act.ts'
import { definitions } from './table.ts'
import { number, t } from './words.ts'

type Organisation = { id: string; name: string }

/** What a walk over the log found, told the same of the tables and of a file; `key` signed its checkpoints. */
export const answerOf = (
  organisation: Organisation,
  { head, checked, fault, erased, pruned, covered }: LogVerdict,
  key: string | null,
): Outcome<Answer, 'auditBroken'> => {
  if (fault) {
    const how = t(`cli.verify.faults.${fault.fault}`)
    return refused('auditBroken', { sequence: fault.sequence, how })
  }
  return done({
    json: {
      organisation,
      isIntact: true,
      events: checked,
      erased,
      pruned,
      head,
      checkpoint: { covers: covered, key },
    },
    text: [
      t('cli.verify.isIntact'),
      definitions([
        [t('cli.column.organisation'), organisation.name],
        [t('cli.verify.events'), number(checked)],
        ...(pruned > 0 ? [[t('cli.verify.pruned'), number(pruned)] as const] : []),
        ...(erased > 0 ? [[t('cli.verify.erased'), number(erased)] as const] : []),
        [t('cli.verify.head'), head.hash],
        [t('cli.verify.covered'), covered > 0 ? number(covered) : t('cli.verify.notCovered')],
        ...(covered > 0 && key !== null ? [[t('cli.audit.key'), key] as const] : []),
      ]),
    ].join('\n'),
  })
}
