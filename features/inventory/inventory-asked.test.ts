import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askedAddress, densities, groupings, inventoryAsked, usualColumns } from './inventory-asked.ts'
import { facets, inventoryColumns } from './inventory-rows.ts'

const orNone = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
const others = inventoryColumns.filter((column) => column !== 'field')

const asked = fc.record({
  sought: fc.record({
    text: fc.string({ maxLength: 40 }).map((text) => text.trim()),
    service: orNone(facets.service),
    kind: orNone(facets.kind),
    whose: orNone(facets.whose),
    review: orNone(facets.review),
    identifiability: orNone(facets.identifiability),
    grade: orNone(facets.grade),
    basis: orNone(facets.basis),
    retention: orNone(facets.retention),
  }),
  sort: fc.option(fc.record({ column: fc.constantFrom(...inventoryColumns), isDescending: fc.boolean() })),
  group: fc.option(fc.constantFrom(...groupings)),
  columns: fc.shuffledSubarray(others).map((columns) => ['field' as const, ...columns]),
  density: fc.constantFrom(...densities),
})

test('a view comes back from its address as it went in', () => {
  fc.assert(
    fc.property(asked, (view) => {
      expect(inventoryAsked(askedAddress(view))).toEqual({ asked: view, leftOut: [] })
    }),
  )
})

test('the usual view has an empty address', () => {
  expect(askedAddress(inventoryAsked({}).asked)).toEqual({})
})

test.each([
  { address: { columns: 'people,nonsense,field,people' }, told: { columns: ['field', 'people'] } },
  { address: { columns: 'nonsense' }, told: { columns: usualColumns }, leftOut: ['columns'] },
  { address: { columns: '' }, told: { columns: usualColumns } },
  { address: { columns: ['devices', 'people'] }, told: { columns: usualColumns }, leftOut: ['columns'] },
  {
    address: { sort: 'nonsense', group: 'purpose', density: 'loose' },
    told: { sort: null, group: null, density: 'compact' },
    leftOut: ['sort', 'group', 'density'],
  },
  { address: { sort: '-devices' }, told: { sort: { column: 'devices', isDescending: true } } },
  {
    address: { service: 'mdm', kind: '', q: '  serial ' },
    told: { sought: { text: 'serial' } },
    leftOut: ['service'],
  },
])('what an address says that is no choice is left out: $address', ({ address, told, leftOut = [] }) => {
  expect(inventoryAsked(address)).toMatchObject({ asked: told, leftOut })
})
