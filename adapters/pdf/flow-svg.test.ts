import { expect, it } from 'vitest'
import { withPictures } from './flow-svg.ts'

const flow = {
  kind: 'flow',
  columns: [[{ id: 'a', label: 'A & <B>' }], [{ id: 'k', label: 'Kind' }], [{ id: 'w', label: 'Whose' }]],
  bands: [{ nodes: ['a', 'k', 'w'], size: 3, tone: 'half-stopped' }],
  alt: 'in words',
}

it('gives each flow of a document its picture and leaves the rest as it is', () => {
  const document = { sections: [{ blocks: [{ kind: 'heading', text: 'x' }, flow] }] }
  const drawn = JSON.parse(JSON.stringify(withPictures(document)))
  const [heading, { svg, ...rest }] = drawn.sections[0].blocks
  expect(heading).toEqual({ kind: 'heading', text: 'x' })
  expect(rest).toEqual(flow)
  expect(svg.match(/<path /g)).toHaveLength(2)
  expect(svg).toContain('stroke="#b3261e"')
})

it('takes no name for a part of the picture', () => {
  const svg = String(Reflect.get(Object(withPictures(flow)), 'svg'))
  expect(svg).toContain('A &amp; &lt;B&gt;')
  expect(svg).not.toContain('<B>')
})
