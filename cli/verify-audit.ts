import type { Command } from 'commander'
import { z } from 'zod'
import { checkpointKeyId } from '#adapters/checkpoint-key.ts'
import { refused } from '#domain/outcome.ts'
import { walkChain } from '#features/audit/commands.ts'
import { act } from './act.ts'
import { heldCheckpoint } from './held-checkpoint.ts'
import { answerOf } from './log-verdict.ts'
import { namedOrganisation } from './named-organisation.ts'
import { organisationCommand, text } from './options.ts'
import { t } from './words.ts'

const input = z.object({ organisation: text, checkpoint: text.optional() })

/**
 * Walks the whole log of an organisation. Nothing is recorded of it: a check at the terminal leaves the log, and the head
 * that was checked, as they are.
 */
export const addVerifyAudit = (parent: Command): void => {
  organisationCommand(parent, 'audit', t('cli.verify.audit'))
    .option('--checkpoint <file>', t('cli.options.checkpoint'))
    .action(
      act(input, async ({ organisation: named, checkpoint: file }) => {
        const found = await namedOrganisation(named)
        if (!found.ok) return found
        const { organisation, actor } = found.value
        const held = await heldCheckpoint(file)
        if (!held.ok) return held
        const of = held.value?.statement.organisation.id ?? organisation.id
        if (of !== organisation.id) return refused('checkpointOfOther')
        return answerOf(organisation, await walkChain(actor, held.value), checkpointKeyId())
      }),
    )
}
