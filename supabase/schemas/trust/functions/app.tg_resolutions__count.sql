create function app.tg_resolutions__count()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op <> 'INSERT' then
    perform app.note_duration(old.tenant_id, 'closing', old.finished_by, old.opened_at, old.finished_at, old.finished_at, old.business_minutes, -1);
  end if;
  if tg_op <> 'DELETE' then
    perform app.note_duration(new.tenant_id, 'closing', new.finished_by, new.opened_at, new.finished_at, new.finished_at, new.business_minutes, 1);
  end if;
  return null;
end;
$$;
comment on function app.tg_resolutions__count() is 'Definer: whoever finishes a conversation has no rights on app.report_changes.';
revoke execute on function app.tg_resolutions__count() from public, anon, authenticated;
