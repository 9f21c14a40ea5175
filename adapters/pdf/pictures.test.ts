import { expect, it } from 'vitest'
import { withPictures } from './pictures.ts'

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

it('gives a logo the bytes of its picture', () => {
  const logo = {
    kind: 'logo',
    png: Buffer.from([1, 2, 255]).toString('base64'),
    width: 2,
    height: 1,
    alt: 'x',
  }
  expect(withPictures({ cover: { logo } })).toEqual({
    cover: { logo: { kind: 'logo', bytes: [1, 2, 255], width: 2, height: 1, alt: 'x' } },
  })
})

it('takes no name for a part of the picture', () => {
  const svg = String(Reflect.get(Object(withPictures(flow)), 'svg'))
  expect(svg).toContain('A &amp; &lt;B&gt;')
  expect(svg).not.toContain('<B>')
})
