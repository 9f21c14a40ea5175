import { NothingHere } from '../nothing-here.tsx'

/** Within the frame, for a thing of the console that is not there. */
export default function NotFound() {
  return <NothingHere />
}
