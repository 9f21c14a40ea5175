import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { z } from 'zod'
import { done, refused } from '#domain/outcome.ts'
import { verifyReport } from '#features/reports/queries.ts'
import { act } from './act.ts'
import { command, text } from './options.ts'
import { definitions } from './table.ts'
import { moment, t } from './words.ts'

const input = z.object({ file: text })

/** Whether a file is a report of this installation, unaltered. */
export const addVerifyReport = (parent: Command): void => {
  command(parent, 'report <file>', t('cli.verify.report')).action(
    act(input, async ({ file }) => {
      const bytes = await readFile(file).catch(() => null)
      if (!bytes) return refused('fileUnreadable', { file })
      const { sha256, report } = await verifyReport(bytes)
      if (!report) return refused('reportUnknown', { file, sha256 })
      return done({
        json: { file, sha256, isOurs: true, report },
        text: [
          t('cli.verify.isOurs'),
          definitions([
            [t('cli.column.organisation'), report.organisation],
            [t('cli.verify.kind'), t(`reports.kinds.${report.kind}`)],
            [t('cli.verify.composed'), moment(report.composedAt, undefined)],
            ['SHA-256', sha256],
          ]),
        ].join('\n'),
      })
    }),
  )
}
