import type { Language } from '../language.ts'
import { closing } from './closing.ts'
import {
  type AnnexedDevice,
  type DeviceAnnex,
  devicesBefore,
  serialsOf,
  type VolumeFacts,
} from './device-annex.ts'
import type { DisclosureFacts } from './disclosure-facts.ts'
import type { Block, ReportDocument, Section, Words } from './document.ts'
import { framed } from './frame.ts'
import { sourceLine } from './source-words.ts'

/**
 * One volume of a report's devices, a document of its own, from the report's facts and the volume's. `factsSha256` is the
 * hash of the report's facts, which hold that of the volume's.
 */
export const composeVolume = (
  facts: DisclosureFacts & { annex: DeviceAnnex },
  volume: VolumeFacts,
  language: Language,
  words: Words,
  factsSha256: string,
): ReportDocument => {
  const { annex, organisation, reportId } = facts
  const { number } = volume
  const before = devicesBefore(annex, number)
  const place = { number, count: annex.volumes.length }
  return framed(facts, language, words, {
    title: words.t('reports.annex.title'),
    titleOf: words.t('reports.annex.titleOf', { ...place, organisation: organisation.name }),
    about: [
      {
        term: words.t('reports.annex.volume'),
        lines: [
          { text: words.t('reports.annex.volumeOf', place) },
          {
            text: words.t('reports.annex.devicesOf', {
              ...{ from: before + 1, to: before + volume.devices.length, count: annex.devices },
            }),
            style: 'quiet',
          },
        ],
      },
      {
        term: words.t('reports.annex.belongsTo'),
        lines: [{ text: reportId, style: 'mono' }],
      },
    ],
    foot: words.t('reports.document.promise'),
    sections: [
      {
        title: words.t('reports.annex.title'),
        newPage: true,
        blocks: [...explained(facts, words), deviceRows(volume, words)],
      },
      // The report itself lists the evidence.
      ...closing({ ...facts, citedEvidence: [] }, annex.volumes[number - 1]?.sha256 ?? '', words, [
        {
          term: words.t('reports.annex.reportFacts'),
          lines: [{ text: factsSha256, style: 'mono' }],
        },
      ]),
    ],
  })
}

const explained = (facts: DisclosureFacts, words: Words): Block[] => [
  {
    kind: 'paragraph',
    lines: [
      { text: words.t('reports.annex.about') },
      ...(facts.reading
        ? [
            sourceLine(
              { grade: 'observed', reading: facts.reading.id, at: facts.reading.finishedAt },
              facts,
              words,
            ),
          ]
        : []),
    ],
  },
]

const deviceRows = ({ devices }: VolumeFacts, words: Words): Block => ({
  kind: 'rows',
  caption: words.t('reports.annex.caption'),
  columns: [
    { title: words.t('reports.annex.serial'), share: 14 },
    { title: words.t('reports.annex.device'), share: 23 },
    { title: words.t('reports.annex.person'), share: 37 },
    { title: words.t('reports.annex.over'), share: 14 },
    { title: words.t('reports.annex.since'), share: 12, align: 'end' },
  ],
  rows: devices.map((device) => deviceRow(device, words)),
})

const deviceRow = ({ serial, name, person, services, since }: AnnexedDevice, words: Words): string[] => [
  serial ?? words.t('reports.annex.noSerial'),
  name ?? '–',
  person === null ? '–' : (person.upn ?? person.name ?? '–'),
  services.map((service) => words.t(`services.${service}.short`)).join(', '),
  words.date(since, 'day'),
]

/** What the report itself says of its volumes: which devices are in which, and by what each is known. */
export const annexSections = (facts: DisclosureFacts, words: Words): Section[] => {
  const { annex } = facts
  if (!annex) return []
  return [
    {
      title: words.t('reports.annex.title'),
      newPage: false,
      blocks: [
        {
          kind: 'paragraph',
          lines: [
            {
              text: words.t('reports.annex.apart', { devices: annex.devices, volumes: annex.volumes.length }),
            },
          ],
        },
        ...(annex.volumes.length === 0
          ? []
          : [
              {
                kind: 'table' as const,
                caption: words.t('reports.annex.volumes'),
                columns: [
                  { title: words.t('reports.annex.volume'), share: 2 },
                  { title: words.t('reports.document.devices'), share: 2, align: 'end' as const },
                  { title: words.t('reports.annex.serials'), share: 5 },
                  { title: words.t('reports.annex.hash'), share: 9 },
                ],
                rows: annex.volumes.map(({ devices, first, last, sha256 }, index) => [
                  [{ text: words.number(index + 1), style: 'strong' as const }],
                  [{ text: words.number(devices), style: 'figure' as const }],
                  [{ text: words.t('reports.annex.fromTo', serialsOf({ first, last })) }],
                  [{ text: sha256, style: 'mono' as const }],
                ]),
              },
            ]),
      ],
    },
  ]
}
