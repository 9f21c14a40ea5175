import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { serviceGroups } from '#domain/service.ts'
import type { Language } from '../language.ts'
import { catalogue, currentEdition, differences, elementOf, elementsOf, textOf } from './catalogue.ts'
import type { EditionId } from './vocabulary.ts'

const page = (file: string) => readFileSync(new URL(`pages/${file}`, import.meta.url))
const folded = (text: string) => text.replace(/\s+/g, ' ').trim()
const headings = { apns: 'APNS', asm_dep: 'ASM/DEP', vpp: 'VPP' }
const textsOf = (edition: EditionId, lang: Language) =>
  catalogue.texts.filter((text) => text.edition === edition && text.lang === lang)
const identity = ({ group, key }: { group: string; key: string }) => `${group}/${key}`

/** Lines of a page between its table's header and the next empty or closing line. */
const tableOf = (file: string, header: string, isRow: (line: string) => boolean) => {
  const lines = page(file).toString('utf8').split('\n')
  const after = lines.slice(lines.findIndex((line) => line.startsWith(header)) + 1)
  const end = after.findIndex((line) => !isRow(line))
  return after.slice(0, end)
}
const currentTable = () =>
  tableOf('2023-12.en.txt', 'Service | Data sent to Apple', (line) => line.includes('|'))
    .slice(1)
    .map((line) => folded(line.replace(/\|\s*$/, '')))
const olderTable = () => tableOf('pre-2023-12.fr-en.txt', 'ServiceService', (line) => line.trim() !== '')

describe('the pages kept in the project', () => {
  it.each(catalogue.editions)('$id: the copy is the one its edition names, byte for byte', (edition) => {
    expect(createHash('sha256').update(page(edition.page.file)).digest('hex')).toBe(edition.page.sha256)
  })

  it.each(catalogue.editions)('$id: title and instruction are on the page, unless ours', (edition) => {
    const words = folded(page(edition.page.file).toString('utf8'))
    expect(edition.passages.map((passage) => passage.lang).sort()).toEqual(['en', 'fr'])
    for (const { lang, ours, title, instruction } of edition.passages) {
      expect(ours).toBe(!edition.languages.includes(lang))
      if (ours) continue
      expect(words).toContain(folded(title))
      expect(words).toContain(folded(instruction))
    }
  })
})

describe('the current edition against its page', () => {
  it('has every row of the page in its order, none invented, word for word', () => {
    const rows = textsOf('2023-12', 'en').map(({ group, label, purpose }) =>
      folded(`${headings[group]} | ${label} | ${purpose}`),
    )
    expect(rows).toEqual(currentTable())
    expect(rows).toHaveLength(currentEdition.rowCount)
  })

  it('says in every French row that the wording is ours', () => {
    expect(textsOf('2023-12', 'en').every((text) => !text.ours)).toBe(true)
    expect(textsOf('2023-12', 'fr').every((text) => text.ours)).toBe(true)
  })

  it('has an English and a French text for every element, row for row and sentence for sentence', () => {
    const english = textsOf('2023-12', 'en')
    const french = textsOf('2023-12', 'fr')
    expect(english.map(identity)).toEqual(catalogue.elements.map(identity))
    expect(french.map(({ row, ...text }) => [row, identity(text), text.sentences.length])).toEqual(
      english.map(({ row, ...text }) => [row, identity(text), text.sentences.length]),
    )
  })
})

describe('the older edition against its interleaved page', () => {
  const english = textsOf('pre-2023-12', 'en')
  const french = textsOf('pre-2023-12', 'fr')

  it('reproduces every row of the page when its French and English are interleaved again', () => {
    const rows = french.map((fr, index) => {
      const en = english[index]
      const heading = headings[fr.group].repeat(2)
      const sentences = fr.sentences.map((sentence, at) => `${sentence}${en?.sentences[at]}`).join(' ')
      return folded(`${heading} ${fr.label}${en?.label} ${sentences}`)
    })
    expect(rows).toEqual(olderTable().map(folded))
    expect(rows).toHaveLength(27)
    expect(english.map(identity)).toEqual(french.map(identity))
    expect(english.map((text) => text.sentences.length)).toEqual(french.map((text) => text.sentences.length))
  })

  it('cuts each row between the languages: the English is the newer page’s, except what was reworded', () => {
    const reworded = differences('pre-2023-12', '2023-12').reworded.map(({ after }) => identity(after))
    for (const text of english.filter((one) => !reworded.includes(identity(one)))) {
      expect(text.purpose).toBe(textOf(text.group, text.key, 'en')?.purpose)
    }
    for (const [index, fr] of french.entries()) expect(fr.purpose).not.toBe(english[index]?.purpose)
  })

  it('keeps the page’s French letters and non-breaking spaces, and its translated keys apart from the protocol’s', () => {
    const accents = (text: string) => [...text.matchAll(/[^\p{ASCII}]/gu)].map(String).sort()
    const words = french.flatMap(({ label, sentences }) => [label, ...sentences]).join('')
    expect(accents(words)).toEqual(accents(olderTable().join('')))
    expect(textOf('asm_dep', 'server_name', 'fr', 'pre-2023-12')?.label).toBe('nom_serveur')
    expect(textOf('asm_dep', 'devices', 'fr', 'pre-2023-12')?.label).toBe('appareils')
    expect(elementOf('asm_dep', 'devices')?.protocolKeys).toEqual(['devices'])
  })

  it('is never printed as the newer one: its texts are found only by its name', () => {
    expect(french.every((text) => !text.ours)).toBe(true)
    expect(textOf('vpp', 'location_token', 'fr', 'pre-2023-12')).toBeUndefined()
    expect(textOf('vpp', 'location_token', 'fr')).toMatchObject({ edition: '2023-12', row: 26, ours: true })
  })
})

describe('rows', () => {
  it.each(catalogue.editions)(
    '$id: are numbered from 1 without a gap in both languages',
    ({ id, rowCount }) => {
      const numbers = Array.from({ length: rowCount }, (_, index) => index + 1)
      expect(textsOf(id, 'en').map((text) => text.row)).toEqual(numbers)
      expect(textsOf(id, 'fr').map((text) => text.row)).toEqual(numbers)
    },
  )
})

describe('differences between editions', () => {
  it('names the location token as added and the two rows reworded', () => {
    const { added, removed, reworded } = differences('pre-2023-12', '2023-12')
    expect(added.map(identity)).toEqual(['vpp/location_token'])
    expect(removed).toEqual([])
    expect(reworded.map(({ after }) => identity(after))).toEqual([
      'asm_dep/devices',
      'vpp/managed_apple_id_upn',
    ])
  })

  it('finds none between an edition and itself, and the mirror the other way round', () => {
    expect(differences('2023-12', '2023-12')).toEqual({ added: [], removed: [], reworded: [] })
    expect(differences('2023-12', 'pre-2023-12').removed.map(identity)).toEqual(['vpp/location_token'])
  })
})

describe('elements', () => {
  const purpose = (element: (typeof catalogue.elements)[number]) =>
    textOf(element.group, element.key, 'en')?.purpose ?? ''

  it('are known by heading and key, each once', () => {
    expect(new Set(catalogue.elements.map(identity)).size).toBe(28)
    expect(serviceGroups.map((group) => elementsOf(group).length)).toEqual([1, 23, 4])
    expect(elementOf('vpp', 'serial_number')).not.toBe(elementOf('asm_dep', 'serial_number'))
    expect(elementOf('apns', 'serial_number')).toBeUndefined()
  })

  it('use the protocol’s key exactly where the page’s label is one', () => {
    for (const text of textsOf('2023-12', 'en').filter(({ label }) => /^[a-z_]+$/.test(label))) {
      expect(text.key).toBe(text.label)
      expect(elementOf(text.group, text.key)?.protocolKeys).toEqual([text.label])
    }
  })

  it('are optional, typed, limited in values and dated exactly as the page says', () => {
    for (const element of catalogue.elements) {
      const words = purpose(element)
      const version = /protocol version (\d)|Protocol-Version (\d)/i.exec(words)
      const listed = /(?:Possible values|operating system|product family): ([^.]+)\./.exec(words)?.[1]
      const typed = /\(string\)|^(Optional\. )?String\.|^Array of strings|^GUID/.test(words)
      expect([identity(element), element.optional]).toEqual([identity(element), /^Optional\./.test(words)])
      // Of a field whose key in the protocol nobody knows, only Graph's property has a type.
      const otherwise = element.directionNote === 'noKnownKey' ? 'graph' : 'apple'
      expect([identity(element), element.typeFrom]).toEqual([identity(element), typed ? 'page' : otherwise])
      expect(element.protocolSince).toBe(version ? Number(version[1] ?? version[2]) : undefined)
      expect(element.allowedValues).toEqual(listed?.split(/, (?:or )?/))
    }
  })

  it('are never said to be readable when they are secret', () => {
    for (const { identifiability, observation, annotations } of catalogue.elements) {
      if (identifiability !== 'secret') continue
      expect(observation.observable).toBe('no')
      expect(annotations).toContain('neverRead')
    }
  })
})
