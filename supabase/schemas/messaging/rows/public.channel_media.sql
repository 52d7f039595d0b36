-- WhatsApp's own limits, for types that are kept at all (_shared/media/allowed-types.ts); Twilio takes no file over 16 MB, fewer types, and no text beside a document.
insert into public.channel_media (kind, media, mime_types, max_bytes, takes_caption) values
  ('evolution', 'image', '{image/jpeg,image/png}', 5 * 1024 * 1024, true),
  ('evolution', 'audio', '{audio/mpeg,audio/ogg,audio/mp4,audio/aac,audio/amr}', 16 * 1024 * 1024, false),
  -- beyond 512 KB WhatsApp shows a voice message as a file
  ('evolution', 'voice', '{audio/ogg}', 512 * 1024, false),
  ('evolution', 'video', '{video/mp4,video/3gpp}', 16 * 1024 * 1024, true),
  -- whatever is kept may go as a document: a photo in full size, a recording as a file
  ('evolution', 'document', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,image/jpeg,image/png,image/webp,image/gif,audio/mpeg,audio/ogg,audio/mp4,video/mp4,video/quicktime,video/3gpp}', 100 * 1024 * 1024, true),
  ('evolution', 'sticker', '{image/webp}', 500 * 1024, false),
  ('twilio', 'image', '{image/jpeg,image/png}', 5 * 1024 * 1024, true),
  ('twilio', 'audio', '{audio/mpeg,audio/ogg,audio/aac,audio/amr}', 16 * 1024 * 1024, false),
  ('twilio', 'voice', '{audio/ogg}', 512 * 1024, false),
  ('twilio', 'video', '{video/mp4}', 16 * 1024 * 1024, true),
  ('twilio', 'document', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation}', 16 * 1024 * 1024, false),
  ('twilio', 'sticker', '{image/webp}', 500 * 1024, false),
  ('whatsapp_cloud', 'image', '{image/jpeg,image/png}', 5 * 1024 * 1024, true),
  ('whatsapp_cloud', 'audio', '{audio/mpeg,audio/ogg,audio/mp4,audio/aac,audio/amr}', 16 * 1024 * 1024, false),
  ('whatsapp_cloud', 'voice', '{audio/ogg}', 512 * 1024, false),
  ('whatsapp_cloud', 'video', '{video/mp4,video/3gpp}', 16 * 1024 * 1024, true),
  ('whatsapp_cloud', 'document', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain}', 100 * 1024 * 1024, true),
  ('whatsapp_cloud', 'sticker', '{image/webp}', 500 * 1024, false),
  -- text and file are two messages there
  ('messenger', 'image', '{image/jpeg,image/png,image/gif}', 25 * 1024 * 1024, false),
  ('messenger', 'audio', '{audio/mpeg,audio/mp4,audio/aac}', 25 * 1024 * 1024, false),
  ('messenger', 'video', '{video/mp4}', 25 * 1024 * 1024, false),
  ('messenger', 'document', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain}', 25 * 1024 * 1024, false),
  ('instagram', 'image', '{image/jpeg,image/png}', 8 * 1024 * 1024, false),
  ('instagram', 'audio', '{audio/mp4,audio/aac}', 25 * 1024 * 1024, false),
  ('instagram', 'video', '{video/mp4}', 25 * 1024 * 1024, false)
on conflict (kind, media) do update set
  mime_types = excluded.mime_types, max_bytes = excluded.max_bytes, takes_caption = excluded.takes_caption;
