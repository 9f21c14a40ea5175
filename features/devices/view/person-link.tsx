import { QuietLink } from '#components/quiet-link.tsx'
import type { AsOf } from '#features/inventory/as-of.ts'
import { atDay } from '#features/inventory/view/as-of-links.ts'
import type { NamedPerson } from '../list-devices.ts'

type PersonLinkProps = { person: NamedPerson | null; asOf: AsOf; nobody: string }

/** Whose a device is, and the way to them. */
export function PersonLink({ person, asOf, nobody }: PersonLinkProps) {
  if (!person) return nobody
  return (
    <QuietLink href={atDay(`/people/${person.id}`, asOf)}>{person.name ?? person.upn ?? person.id}</QuietLink>
  )
}
