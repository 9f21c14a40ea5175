import { expect, test } from 'vitest'
import { elementsOf, textOf } from '#domain/catalogue/catalogue.ts'
import { groupOf, type Service } from '#domain/service.ts'
import { arrangeInventory, type CellOf } from './arrange-inventory.ts'
import { inventoryAsked } from './inventory-asked.ts'
import type { InventoryRow } from './inventory-rows.ts'

const rowsOf = (service: Service, devices: number | null): InventoryRow[] =>
  elementsOf(groupOf(service)).map((element) => ({
    element,
    text: textOf(element.group, element.key, 'en') ?? expect.unreachable(element.key),
    sent: { grade: 'unverifiable', why: 'inventory.why.notRead' },
    population: {
      value: {
        devices: element.counts.of === 'devices' ? devices : null,
        people: null,
        administrators: null,
      },
      source: { grade: 'unverifiable', why: 'inventory.why.notRead' },
    },
    service,
    state: 'sharing',
    connections: 1,
    observedSince: null,
    review: null,
  }))
const rows = [...rowsOf('vpp', 7), ...rowsOf('dep', 120), ...rowsOf('apns', 30)]
const cellOf: CellOf = (row, column) => {
  if (column === 'devices') return row.population.value.devices
  return column === 'kind' ? row.element.kind : row.text.label
}
const arranged = (address: Record<string, string>) =>
  arrangeInventory(rows, inventoryAsked(address).asked, cellOf, 'en')
const devices = (address: Record<string, string>) =>
  arranged(address).groups.flatMap(({ rows }) => rows.map(({ population }) => population.value.devices))

test('rows stand as they come unless an order is asked for', () => {
  expect(arranged({}).groups).toEqual([{ title: null, rows }])
})

test('numbers are sorted as numbers, upwards and downwards, and no number stands last either way', () => {
  for (const [sort, sign] of [
    ['devices', 1],
    ['-devices', -1],
  ] as const) {
    const numbers = devices({ sort })
    const known = numbers.filter((number) => number !== null)
    expect(known).toEqual(known.toSorted((a, b) => (a - b) * sign))
    expect(numbers.slice(known.length).every((number) => number === null)).toBe(true)
    expect(known.length).toBeGreaterThan(0)
    expect(known.length).toBeLessThan(numbers.length)
  }
})

test('words are sorted as a reader would', () => {
  const labels = arranged({ sort: 'field' }).groups.flatMap(({ rows }) => rows.map(({ text }) => text.label))
  expect(labels).toEqual(labels.toSorted(new Intl.Collator('en', { numeric: true }).compare))
})

test('a group holds the rows of one kind, each row is in one group, and the order holds within', () => {
  const { groups, found } = arranged({ group: 'kind', sort: '-devices' })
  expect(groups.flatMap(({ rows }) => rows)).toHaveLength(found)
  for (const { title, rows } of groups) {
    expect(new Set(rows.map(({ element }) => element.kind))).toEqual(new Set([title]))
    const numbers = rows.map(({ population }) => population.value.devices ?? -1)
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
  }
})
