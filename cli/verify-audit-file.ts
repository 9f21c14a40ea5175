import type { Command } from 'commander'
import { z } from 'zod'
import { textLines } from '#adapters/text-lines.ts'
import { walkExport } from '#domain/audit-export.ts'
import { refused } from '#domain/outcome.ts'
import { actAlone } from './act.ts'
import { heldCheckpoint } from './held-checkpoint.ts'
import { answerOf } from './log-verdict.ts'
import { command, text } from './options.ts'
import { t } from './words.ts'

const keyId = z.string().regex(/^[0-9a-f]{32}$/)
const input = z.object({ file: text, checkpoint: text.optional(), key: keyId.optional() })

/** Walks an exported log by the file alone: no database, no network, no key of the installation that wrote it. */
export const addVerifyAuditFile = (parent: Command): void => {
  command(parent, 'audit-file <file>', t('cli.verify.auditFile'))
    .option('--checkpoint <file>', t('cli.options.checkpoint'))
    .option('--key <id>', t('cli.options.checkpointKey'))
    .action(
      actAlone(input, async ({ file, checkpoint: checkpointFile, key }) => {
        const held = await heldCheckpoint(checkpointFile)
        if (!held.ok) return held
        const checkpoint = held.value
        const signedBy = checkpoint?.statement.key
        if (key && signedBy && signedBy !== key) return refused('checkpointKeyDiffers', { key: signedBy })
        const known = key ?? signedBy ?? null
        const walked = await walkExport(textLines(file), { checkpoint, key: known }).catch(() => undefined)
        if (walked === undefined) return refused('fileUnreadable', { file })
        if (walked === null) return refused('auditFileUnknown', { file })
        const { header, verdict } = walked
        if (!verdict) return refused('checkpointOfOther')
        return answerOf(header.organisation, verdict, known ?? header.checkpoints.at(-1)?.key ?? null)
      }),
    )
}
