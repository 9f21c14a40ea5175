import { type Definition, DefinitionList } from '#components/definition-list.tsx'

type ByConnectionProps = {
  groups: { id: string; name: string; items: Definition[] }[]
  /** A case about one connection alone does not repeat its name. */
  isNamed: boolean
}

/** What is done or would be, step by step, under the name of each connection. */
export function ByConnection({ groups, isNamed }: ByConnectionProps) {
  return groups.map(({ id, name, items }) => (
    <div key={id}>
      {isNamed ? <h3>{name}</h3> : null}
      <DefinitionList items={items} />
    </div>
  ))
}
