import { z } from 'zod'
import { LIMITS } from '../blocks/limits.ts'
import { fileObject } from '../objects.ts'
import { post } from '../posting.ts'
import { jsonArgument, readArguments, text } from './arguments.ts'
import { destination } from './chat.ts'
import { ApiError } from './error.ts'
import type { Methods } from './method.ts'

const uploadArgs = z.object({ filename: text, length: z.coerce.number().int().min(1) })
const completeArgs = z.object({ files: z.unknown(), channel_id: text.optional(), initial_comment: text.optional() })
const fileList = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)

export const files: Methods = {
  'files.getUploadURLExternal'(world, given) {
    const { filename, length } = readArguments(uploadArgs, given)
    const { id, url } = world.uploads.open(filename, length)
    return { upload_url: url, file_id: id }
  },
  'files.completeUploadExternal'(world, given) {
    const args = readArguments(completeArgs, given)
    const listed = fileList.safeParse(jsonArgument(args.files, 'invalid_arguments'))
    if (!listed.success) throw new ApiError('invalid_arguments')
    const said = args.initial_comment ?? ''
    if (said.length > LIMITS.messageText) throw new ApiError('msg_too_long')
    const channel = args.channel_id === undefined ? null : destination(world, args.channel_id)
    const shared = listed.data.map(({ id, title }) => {
      const file = world.uploads.take(id)
      if (!file) throw new ApiError('file_not_found')
      return { ...file, title: title ?? file.name }
    })
    if (channel) post(world, { channel, user: world.bot.userId, text: said, files: shared })
    else for (const file of shared) world.uploads.keep(file)
    return { files: shared.map(fileObject) }
  },
}
