import { expect, it } from 'vitest'
import { composeVolume } from '#domain/report/device-volume.ts'
import { lindegaardFacts } from '#domain/report/disclosure.fixture.ts'
import { drawReport } from './draw.ts'
import { loadFonts } from './fonts.ts'
import { withMeasuredRows } from './measured-rows.ts'
import { printable } from './printable.ts'
import { comparable, readBack } from './read-back.fixture.ts'
import { reportWords } from './words.ts'

const { covers, widthOf } = loadFonts()

it('goes by how wide a text is, not by how many letters it has', () => {
  const columns = [{ share: 1 }, { share: 1 }]
  const narrow = 'i'.repeat(60)
  const wide = 'W'.repeat(60)
  const rows = [
    [narrow, 'a'],
    ['a', narrow],
    ['a', wide],
    ['a', 'b'],
  ]
  expect(withMeasuredRows({ blocks: [{ kind: 'rows', columns, rows }] }, widthOf)).toMatchObject({
    blocks: [
      {
        runs: [
          { fits: true, rows: rows.slice(0, 2) },
          { fits: false, rows: [[['a'], [...wide]]] },
          { fits: true, rows: [rows[3]] },
        ],
      },
    ],
  })
})

it('breaks what does not fit at joints, spaces and humps, and anywhere only what has none of them', () => {
  const columns = [{ share: 1 }]
  const name = 'Reception.iPad of theSchool-123'.repeat(9)
  const block = withMeasuredRows(
    { kind: 'rows', columns: [...columns, ...columns], rows: [[name, 'a']] },
    widthOf,
  )
  expect(block).toMatchObject({ runs: [{ fits: false, rows: [[expect.any(Array), ['a']]] }] })
  const [parts] = (block as { runs: { rows: string[][][] }[] }).runs[0]?.rows[0] ?? []
  expect(parts?.join('')).toBe(name)
  expect(parts?.slice(0, 6)).toEqual(['Reception.', 'i', 'Pad ', 'of ', 'the', 'School-'])
})

it('prints every device of a volume, whatever it is called, and within the page', async () => {
  const names = [
    'Reception iPad',
    'W'.repeat(300),
    'iPad-'.repeat(60),
    '#panic("no") *bold* <label> $x$ \\',
    '\u200f\u202eשלום',
    '👩‍🏫 iPad',
    ' ',
  ]
  const devices = names.map((name, at) => ({
    ...{ serial: at === 0 ? null : `F9FXH2KQ1MF${at}`, name, services: ['apns' as const, 'vpp' as const] },
    person: at === 1 ? null : { name: null, upn: `${'karen'.repeat(at + 1)}@lindegaard.example` },
    since: '2026-11-20T08:00:00.000Z',
  }))
  const [first, last, sha256] = ['F9FXH2KQ1MF1', null, '0'.repeat(64)]
  const annex = { devices: devices.length, volumes: [{ devices: devices.length, first, last, sha256 }] }
  const volume = { kind: 'devices', version: 1, number: 1, devices } as const
  const document = composeVolume(
    { ...lindegaardFacts, annex },
    { ...volume, devices },
    'en',
    reportWords('en'),
    'f',
  )
  const { bytes, pages } = drawReport({
    ...{ template: 'report', document, attachment: null, standard: 'ua-1', createdAtSeconds: 0 },
  })
  const read = await readBack(bytes)
  expect(read.pages).toHaveLength(pages)
  const text = read.pages.map((page) => page.text).join('')
  for (const { name, serial, person } of devices) {
    for (const said of [name, serial ?? 'none', person?.upn ?? '–']) {
      expect(text).toContain(comparable(printable(said, covers)))
    }
  }
  const headers = read.pages.flatMap(({ tagged }) => tagged.filter(({ role }) => role === 'TH'))
  expect(headers.map((header) => header.text)).toContain(comparable('Serial number'))
})
