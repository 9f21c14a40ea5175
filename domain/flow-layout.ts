import { sankey, sankeyJustify, sankeyLinkHorizontal } from 'd3-sankey'

/** A band runs through one node of each column; `size` is how many it stands for, 0 where that is not a number. */
export type FlowBandShape = { id: string; nodes: string[]; size: number }

export type PlacedNode = { id: string; column: number; x: number; y: number; width: number; height: number }
export type PlacedBand = { id: string; width: number; paths: string[] }
export type PlacedFlow = { nodes: PlacedNode[]; bands: PlacedBand[]; height: number }

const nodeWidth = 8

/** The height a node takes in the fullest column, and of that what is left between two. */
export type NodeRoom = { node: number; padding: number }
const onScreen: NodeRoom = { node: 42, padding: 22 }

/** No band is thinner than this part of the widest one: a hair among ribbons would not be seen. */
export const leastShare = 0.04

/**
 * Places bands between `left` and `right` of a picture, as high as its fullest column needs. `columns`: the nodes each
 * may have, from above; those no band runs through are left out.
 */
export const placeFlow = (
  columns: readonly (readonly string[])[],
  bands: readonly FlowBandShape[],
  left: number,
  right: number,
  room: NodeRoom = onScreen,
): PlacedFlow => {
  const most = Math.max(1, ...bands.map(({ size }) => size))
  const ids = columns.map((column, at) => column.filter((id) => bands.some(({ nodes }) => nodes[at] === id)))
  const height = room.node * Math.max(1, ...ids.map(({ length }) => length))
  const links = bands.flatMap(({ id, nodes, size }) =>
    nodes.slice(1).map((target, at) => ({
      band: id,
      source: nodeKey(at, nodes[at] ?? ''),
      target: nodeKey(at + 1, target),
      value: Math.max(size / most, leastShare),
    })),
  )
  const nodes = ids.flatMap((column, at) => column.map((id) => ({ id, column: at, key: nodeKey(at, id) })))
  const placed = sankey<(typeof nodes)[number], (typeof links)[number]>()
    .nodeId(({ key }) => key)
    .nodeAlign(sankeyJustify)
    .nodeWidth(nodeWidth)
    .nodePadding(room.padding)
    .nodeSort(null)
    .extent([
      [left, 8],
      [right, height],
    ])({ nodes, links })
  const pathOf = sankeyLinkHorizontal()
  return {
    height: height + 8,
    nodes: placed.nodes.map(({ id, column, x0 = 0, x1 = 0, y0 = 0, y1 = 0 }) => ({
      id,
      column,
      x: x0,
      y: y0,
      width: x1 - x0,
      height: y1 - y0,
    })),
    bands: bands.map(({ id }) => {
      const own = placed.links.filter(({ band }) => band === id)
      return { id, width: own[0]?.width ?? 0, paths: own.map((link) => pathOf(link) ?? '') }
    }),
  }
}

/** A name may stand in two columns. */
const nodeKey = (column: number, id: string): string => `${column} ${id}`
