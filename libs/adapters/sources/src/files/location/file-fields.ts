import { z } from 'zod'

/** The settings all file sources share: which files, and where their names go. */
export const fileFields = {
  path: z.string().min(1).meta({
    title: 'File',
    description:
      'Path of the file; a relative one counts from the directory the worker was started in. * and ? in the name stand for any characters, and one character: all those files are read, in the order of their names',
  }),
  fileNameColumn: z.string().min(1).optional().meta({
    title: 'Column for the name of the file',
    description: 'Added to every row; without it the name is not kept',
  }),
}

/** Values of {@link fileFields}. */
export interface FileFields {
  readonly path: string
  readonly fileNameColumn?: string | undefined
}
