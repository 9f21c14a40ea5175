import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastShare, placeFlow } from './flow-layout.ts'

const columns = [
  ['a', 'b', 'c', 'd'],
  ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
  ['w', 'x', 'y', 'z'],
]
const band = fc.record({
  nodes: fc.tuple(...columns.map((column) => fc.constantFrom(...column))),
  size: fc.nat({ max: 1_000_000 }),
})
const bands = fc
  .uniqueArray(band, { minLength: 1, maxLength: 24, selector: ({ nodes }) => nodes.join() })
  .map((all) => all.map((each) => ({ ...each, id: each.nodes.join() })))

test('every band is drawn whole, within the picture, and wider where more stand behind it', () => {
  fc.assert(
    fc.property(bands, (all) => {
      const { nodes, bands: placed, height } = placeFlow(columns, all, 100, 900)
      for (const node of nodes) {
        expect(node.x).toBeGreaterThanOrEqual(100)
        expect(node.x + node.width).toBeLessThanOrEqual(900.001)
        expect(node.y).toBeGreaterThanOrEqual(0)
        expect(node.y + node.height).toBeLessThanOrEqual(height + 0.001)
      }
      const most = Math.max(1, ...all.map(({ size }) => size))
      const unit = (placed[0]?.width ?? 0) / Math.max((all[0]?.size ?? 0) / most, leastShare)
      for (const [at, { width, paths }] of placed.entries()) {
        expect(paths).toHaveLength(2)
        expect(width).toBeGreaterThan(0)
        expect(width).toBeCloseTo(unit * Math.max((all[at]?.size ?? 0) / most, leastShare), 5)
      }
    }),
  )
})

test('nodes stand in the order of their column, those that have a band', () => {
  fc.assert(
    fc.property(bands, (all) => {
      const { nodes } = placeFlow(columns, all, 0, 100)
      for (const [at, column] of columns.entries()) {
        const placed = nodes.filter((node) => node.column === at).toSorted((a, b) => a.y - b.y)
        const used = column.filter((id) => all.some((each) => each.nodes[at] === id))
        expect(placed.map(({ id }) => id)).toEqual(used)
      }
    }),
  )
})
