import type { Block, Line } from './document.ts'

const marked = ({ mark }: Line): boolean => mark !== undefined

/** What of a block is a statement without a grade: a row, an item or a warning of which no line has a mark. */
export const unmarkedIn = (block: Block): Line[][] => {
  if (block.kind === 'table') return block.rows.map((row) => row.flat()).filter((row) => !row.some(marked))
  if (block.kind === 'list' && !block.ordered) return block.items.filter((item) => !item.some(marked))
  if (block.kind === 'notice' && block.tone === 'loud')
    return block.lines.filter((line) => !marked(line)).map((line) => [line])
  return []
}
