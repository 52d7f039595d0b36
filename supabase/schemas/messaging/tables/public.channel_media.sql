create table public.channel_media (
  kind text not null references public.channel_kinds (kind) on delete cascade,
  media text not null,
  mime_types text[] not null,
  max_bytes bigint not null,
  takes_caption boolean not null,
  primary key (kind, media),
  constraint media_is_known check (media in ('image', 'audio', 'voice', 'video', 'document', 'sticker')),
  constraint mime_types_are_named check (cardinality(mime_types) > 0),
  constraint max_bytes_is_positive check (max_bytes > 0)
);

alter table public.channel_media enable row level security;

create policy select_signed_in on public.channel_media for select to authenticated
  using ((select auth.uid()) is not null);

comment on table public.channel_media is 'The files that a kind of channel sends: a kind of media without a row cannot be sent.';
comment on column public.channel_media.mime_types is 'Types without parameters, the preferred one first.';
comment on column public.channel_media.takes_caption is 'A text goes with the file, in the same message.';

revoke all on public.channel_media from anon, authenticated;
grant select on public.channel_media to authenticated;
grant select, insert, update, delete on public.channel_media to service_role;
