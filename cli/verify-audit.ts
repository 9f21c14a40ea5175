import type { Command } from 'commander'
import { z } from 'zod'
import { done, refused } from '#domain/outcome.ts'
import { walkChain } from '#features/audit/commands.ts'
import { act } from './act.ts'
import { namedOrganisation } from './named-organisation.ts'
import { organisationCommand, text } from './options.ts'
import { definitions } from './table.ts'
import { number, t } from './words.ts'

const input = z.object({ organisation: text })

/**
 * Walks the whole chain of an organisation. Nothing is recorded of it: a check at the terminal leaves the log, and
 * the head that was checked, as they are.
 */
export const addVerifyAudit = (parent: Command): void => {
  organisationCommand(parent, 'audit', t('cli.verify.audit')).action(
    act(input, async ({ organisation: named }) => {
      const found = await namedOrganisation(named)
      if (!found.ok) return found
      const { organisation, actor } = found.value
      const { head, checked, fault, erased } = await walkChain(actor)
      if (fault) {
        const how = t(`cli.verify.faults.${fault.fault}`)
        return refused('auditBroken', { sequence: fault.sequence, how })
      }
      const hash = Buffer.from(head.hash).toString('hex')
      return done({
        json: {
          ...{ organisation, isIntact: true, events: checked, erased },
          head: { sequence: head.sequence, hash },
        },
        text: [
          t('cli.verify.isIntact'),
          definitions([
            [t('cli.verify.events'), number(checked)],
            ...(erased > 0 ? [[t('cli.verify.erased'), number(erased)] as const] : []),
            [t('cli.verify.head'), hash],
          ]),
        ].join('\n'),
      })
    }),
  )
}
