import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import { done, refused } from '#domain/outcome.ts'
import { latestCheckpoint, makeCheckpoint } from '#features/audit/checkpoints.ts'
import { act } from './act.ts'
import { namedOrganisation } from './named-organisation.ts'
import { organisationCommand, text } from './options.ts'
import { definitions } from './table.ts'
import { moment, number, t } from './words.ts'

const input = z.object({ organisation: text, out: text })

/** Writes the newest checkpoint to a file, made now where something was recorded since the last. */
export const addAuditCheckpoint = (parent: Command): void => {
  organisationCommand(parent, 'checkpoint', t('cli.audit.checkpoint'))
    .requiredOption('--out <file>', t('cli.options.outCheckpoint'))
    .action(
      act(input, async ({ organisation: named, out }) => {
        const found = await namedOrganisation(named)
        if (!found.ok) return found
        const { organisation, actor } = found.value
        const made = await makeCheckpoint(actor)
        const checkpoint = made.ok ? made.value : await latestCheckpoint(actor)
        if (!checkpoint) return refused('checkpointNothingRecorded')
        const file = resolve(out)
        const isWritten = await writeFile(file, checkpoint.document).then(
          () => true,
          () => false,
        )
        if (!isWritten) return refused('fileNotWritable', { file: out })
        const { sequence, at, key } = checkpoint
        return done({
          json: { organisation, checkpoint: { sequence, at, key }, file },
          text: definitions([
            [t('cli.report.file'), file],
            [t('cli.audit.covers'), number(sequence)],
            [t('cli.audit.made'), moment(at, undefined)],
            [t('cli.audit.key'), key],
          ]),
        })
      }),
    )
}
