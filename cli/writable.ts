import { constants } from 'node:fs'
import { access } from 'node:fs/promises'

/** Whether files can be made in a folder: asked before work whose result goes there. */
export const isWritable = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
