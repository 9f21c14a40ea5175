import { expect, test } from 'vitest'
import { catalogue, textOf } from '../catalogue/catalogue.ts'
import { languages } from '../language.ts'
import { fieldNames, naming } from './field-names.ts'

test('of fields in one line, those that are called by their key in the protocol are set as keys', () => {
  const fields = [
    { key: 'server_uuid', label: 'server_uuid' },
    { key: 'location_token', label: 'Location Token' },
  ]
  expect(fieldNames(fields)).toEqual({
    text: 'server_uuid, Location Token',
    parts: [
      { text: 'server_uuid', isKey: true },
      { text: ', ', isKey: false },
      { text: 'Location Token', isKey: false },
    ],
  })
})

test('so are those that a sentence names, and nothing else of it', () => {
  const fields = [
    { key: 'os', label: 'os' },
    { key: 'location_token', label: 'Location Token' },
  ]
  const { text, parts } = naming('os, Location Token (DEP): the cost is not known', fields)
  expect(text).toBe(parts.map((part) => part.text).join(''))
  expect(parts.filter(({ isKey }) => isKey)).toEqual([{ text: 'os', isKey: true }])
  expect(() => naming('the cost is not known', fields)).toThrow('does not name them')
})

test.each(languages)(
  'the page’s name is a key of the protocol where it is the catalogue’s key, in %s',
  (language) => {
    for (const { group, key, protocolKeys } of catalogue.elements)
      for (const { id } of catalogue.editions) {
        const label = textOf(group, key, language, id)?.label
        if (label !== undefined) expect(protocolKeys.includes(label), `${group} ${key}`).toBe(label === key)
      }
  },
)
