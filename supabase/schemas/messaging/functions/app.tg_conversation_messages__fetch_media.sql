-- A message has a file that is still at the provider: somebody fetches it. A job that was given up begins anew.
create function app.tg_conversation_messages__fetch_media()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (new.tenant_id, 'fetch_media', jsonb_build_object('message_id', new.id), 'media:' || new.id)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set
    dead_at = null, attempts = 0, run_at = now(), last_error = null
  where jobs.dead_at is not null;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_messages__fetch_media() from public, anon, authenticated;
