create function app.tg_conversation_threads__note_resolution()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_last app.resolutions;
  v_opened_at timestamptz;
begin
  select * into v_last from app.resolutions l
  where l.tenant_id = new.tenant_id and l.thread_id = new.id order by l.finished_at desc limit 1;
  if new.status = 'open' then
    -- opened again without a word of anybody: it was not finished after all
    if not exists (
      select from public.conversation_messages m
      where m.tenant_id = new.tenant_id and m.thread_id = new.id and m.occurred_at > v_last.finished_at) then
      delete from app.resolutions r where r.tenant_id = new.tenant_id and r.id = v_last.id;
    end if;
    return null;
  end if;
  -- one that came with its history was finished long before
  if old.last_message_id is null then
    return null;
  end if;
  select min(m.occurred_at) into v_opened_at from public.conversation_messages m
  where m.tenant_id = new.tenant_id and m.thread_id = new.id and m.occurred_at > coalesce(v_last.finished_at, '-infinity');
  if v_opened_at is not null then
    insert into app.resolutions (tenant_id, thread_id, opened_at, finished_at, finished_by, business_minutes)
    values (new.tenant_id, new.id, least(v_opened_at, clock_timestamp()), clock_timestamp(), auth.uid(),
      app.business_minutes(new.tenant_id, v_opened_at, clock_timestamp()));
  end if;
  return null;
end;
$$;
comment on function app.tg_conversation_threads__note_resolution() is
  'A conversation was finished, or opened again. Definer: whoever does it has no rights on app.resolutions.';
revoke execute on function app.tg_conversation_threads__note_resolution() from public, anon, authenticated;
