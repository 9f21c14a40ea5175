import { writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import { done, refused } from '#domain/outcome.ts'
import { exportLog } from '#features/audit/export.ts'
import { act } from './act.ts'
import { namedOrganisation } from './named-organisation.ts'
import { organisationCommand, text } from './options.ts'
import { definitions } from './table.ts'
import { number, t } from './words.ts'
import { isWritable } from './writable.ts'

const input = z.object({ organisation: text, out: text })

/** Writes the whole audit log to a file, which only its owner may read: it names people. */
export const addAuditExport = (parent: Command): void => {
  organisationCommand(parent, 'export', t('cli.audit.export'))
    .requiredOption('--out <file>', t('cli.options.outLog'))
    .action(
      act(input, async ({ organisation: named, out }, { signal }) => {
        const found = await namedOrganisation(named)
        if (!found.ok) return found
        const file = resolve(out)
        if (!(await isWritable(dirname(file)))) return refused('fileNotWritable', { file: out })
        const { organisation, actor } = found.value
        const exported = await exportLog(actor)
        if (!exported.ok) return exported
        const { events, pieces } = exported.value
        await writeFile(file, pieces, { mode: 0o600, signal })
        return done({
          json: { organisation, events, file },
          text: definitions([
            [t('cli.report.file'), file],
            [t('cli.verify.events'), number(events)],
          ]),
        })
      }),
    )
}
