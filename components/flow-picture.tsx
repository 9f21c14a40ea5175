import classes from './flow-picture.module.css'
import { QuietLink } from './quiet-link.tsx'

export type FlowTone = 'sharing' | 'half-stopped'

export type FlowNode = {
  id: string
  label: string
  /** How many stand behind it, where that is a number. */
  figure?: string
  href: string
}

export type PictureBand = {
  id: string

  /** The whole band in words. */
  label: string
  href: string
  tone: FlowTone
}

type FlowPictureProps = {
  /** From left to right. */
  columns: FlowNode[][]
  bands: PictureBand[]
  /** Where each of them is, within `flowFrame`. */
  placed: {
    nodes: { id: string; column: number; x: number; y: number; width: number; height: number }[]
    bands: { id: string; width: number; paths: string[] }[]
    height: number
  }
}

const width = 1080

/** Between which of the picture's units its columns stand; the rest is for their names. */
export const flowFrame = { left: 64, right: width - 160 }

/**
 * Bands that run from column to column, each as wide as what it stands for; every band and every node leads to its rows.
 * It is for eyes and a pointer: the same facts and links belong beside it as a table, which is what a keyboard and a screen
 * reader get, and a narrow window.
 */
export function FlowPicture({ columns, bands, placed }: FlowPictureProps) {
  const of = new Map(bands.map((band) => [band.id, band]))
  return (
    <svg className={classes.picture} viewBox={`0 0 ${width} ${placed.height}`} aria-hidden="true">
      {placed.bands.map(({ id, width, paths }) => {
        const band = of.get(id)
        return band ? (
          <QuietLink key={id} href={band.href} tabIndex={-1} className={classes.band} data-tone={band.tone}>
            <title>{band.label}</title>
            {paths.map((path) => (
              <path key={path} d={path} strokeWidth={width} />
            ))}
          </QuietLink>
        ) : null
      })}
      {placed.nodes.map(({ id, column, x, y, width, height }) => {
        const node = columns[column]?.find((each) => each.id === id)
        const isFirst = column === 0
        return node ? (
          <QuietLink key={`${column} ${id}`} href={node.href} tabIndex={-1} className={classes.node}>
            <rect x={x} y={y} width={width} height={height} />
            <text
              x={isFirst ? x - 10 : x + width + 10}
              y={y + height / 2}
              textAnchor={isFirst ? 'end' : 'start'}
              dominantBaseline="central"
            >
              {node.label}
              {node.figure ? (
                <tspan className={classes.figure} dx="8">
                  {node.figure}
                </tspan>
              ) : null}
            </text>
          </QuietLink>
        ) : null
      })}
    </svg>
  )
}
