import { writeFile } from 'node:fs/promises'
import { dirname, join, parse, resolve } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import type { Actor } from '#domain/actor.ts'
import { languages } from '#domain/language.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { mostAnnexed } from '#domain/report/device-annex.ts'
import { composeDisclosureReport } from '#features/reports/commands.ts'
import { downloadReport, downloadVolume } from '#features/reports/downloads.ts'
import { reportDetail } from '#features/reports/queries.ts'
import { renderReport } from '#features/reports/render-report.ts'
import { reportStandards } from '#features/reports/schema.ts'
import { act } from './act.ts'
import { namedOrganisation } from './named-organisation.ts'
import { organisationCommand, text } from './options.ts'
import { definitions } from './table.ts'
import { language, t } from './words.ts'
import { isWritable } from './writable.ts'

/** As other programs have it. */
const standardOutput = '-'

const input = z.object({
  organisation: text,
  lang: z.enum(languages),
  standard: z.enum(reportStandards),
  devices: z.literal(true).optional(),
  out: text,
})

/** Composes a report of the whole organisation, draws it here rather than wait for a worker, and writes the file. */
export const addReportToFile = (parent: Command, kind: 'disclosure' | 'processing'): void => {
  const command = organisationCommand(parent, kind, t(`cli.report.${kind}`))
    .option('--lang <language>', t('cli.options.lang', { languages: languages.join(', ') }), language)
    .option(
      '--standard <standard>',
      t('cli.options.standard', { standards: reportStandards.join(', ') }),
      'a-3a',
    )
  if (kind === 'disclosure') command.option('--devices', t('cli.options.devices', { most: mostAnnexed }))
  command.requiredOption('--out <file>', t('cli.options.out')).action(
    act(input, async ({ organisation: named, lang, standard, devices, out }, { signal }) => {
      const file = out === standardOutput ? null : resolve(out)
      if (devices && file === null) return refused('annexNeedsFile')
      const found = await namedOrganisation(named)
      if (!found.ok) return found
      if (file && !(await isWritable(dirname(file)))) return refused('fileNotWritable', { file: out })
      const { organisation, actor } = found.value
      const composed = await composeDisclosureReport(actor, {
        ...{ kind, language: lang, standard, annex: devices ? 'devices' : null },
      })
      if (!composed.ok) return composed
      const { reportId } = composed.value
      const rendered = await renderReport(actor, reportId, { signal })
      if (!rendered.ok) return rendered
      const { state, reason, reasonValues, ...report } = await reportDetail(actor, reportId)
      // A worker may have been faster, with either result.
      if (state === 'failed') return refused(reason ?? 'renderFailed', reasonValues ?? undefined)
      const downloaded = await downloadReport(actor, reportId)
      if (!downloaded.ok) return downloaded
      const { bytes, sha256 } = downloaded.value
      if (file && !(await isWritten(file, bytes))) return refused('fileNotWritable', { file: out })
      const volumes = file
        ? await writeVolumes(actor, reportId, { count: report.volumes.length, file })
        : done([])
      if (!volumes.ok) return volumes
      const hash = ['SHA-256', sha256] as const
      return done({
        json: { organisation, report: { ...report, state }, file, volumes: volumes.value },
        text: definitions([
          ...[file, ...volumes.value].flatMap((each) =>
            each ? [[t('cli.report.file'), each] as const] : [],
          ),
          hash,
        ]),
        ...(file === null && { bytes }),
      })
    }),
  )
}

/** Each volume beside the report: `report.pdf` has `report-devices-1.pdf`. Answers their files. */
const writeVolumes = async (
  actor: Actor,
  reportId: string,
  { count, file }: { count: number; file: string },
): Promise<Outcome<string[], 'fileNotWritable' | 'reportNotReady'>> => {
  const { dir, name, ext } = parse(file)
  const files: string[] = []
  for (let number = 1; number <= count; number += 1) {
    const volume = await downloadVolume(actor, reportId, number)
    if (!volume.ok) return volume
    const beside = join(dir, `${name}-devices-${number}${ext}`)
    if (!(await isWritten(beside, volume.value.bytes))) return refused('fileNotWritable', { file: beside })
    files.push(beside)
  }
  return done(files)
}

const isWritten = (file: string, bytes: Uint8Array): Promise<boolean> =>
  writeFile(file, bytes).then(
    () => true,
    () => false,
  )
