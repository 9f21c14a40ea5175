import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { z } from 'zod'
import { done, refused } from '#domain/outcome.ts'
import { verdictOf } from '#features/reports/verify.ts'
import { act } from './act.ts'
import { command, text } from './options.ts'
import { definitions } from './table.ts'
import { moment, t } from './words.ts'

const input = z.object({ file: text })

/** Whether a file is a report of this installation, unaltered; and whether it was approved and still holds. */
export const addVerifyReport = (parent: Command): void => {
  command(parent, 'report <file>', t('cli.verify.report')).action(
    act(input, async ({ file }) => {
      const bytes = await readFile(file).catch(() => null)
      if (!bytes) return refused('fileUnreadable', { file })
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const verdict = await verdictOf(sha256)
      if (!verdict.isOurs) return refused('reportUnknown', { file, sha256 })
      const {
        organisationName: organisation,
        kind,
        language,
        version,
        volume,
        composedAt,
        supersededAt,
      } = verdict
      if (supersededAt) {
        return refused('reportSuperseded', {
          ...{ file, sha256, version, at: moment(supersededAt, undefined) },
          composed: moment(composedAt, undefined),
        })
      }
      return done({
        json: {
          file,
          sha256,
          isOurs: true,
          report: { organisation, kind, volume, language, version, composedAt },
        },
        text: [
          t('cli.verify.isOurs'),
          definitions([
            [t('cli.column.organisation'), organisation],
            [t('cli.verify.kind'), t(`reports.kinds.${kind}`)],
            ...(volume === null ? [] : [[t('reports.annex.volume'), String(volume)] as const]),
            [t('cli.verify.version'), t(`reports.document.state.${version}`)],
            [t('cli.verify.composed'), moment(composedAt, undefined)],
            ['SHA-256', sha256],
          ]),
        ].join('\n'),
      })
    }),
  )
}
