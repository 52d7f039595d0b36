create function app.tg_first_answers__count()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op <> 'INSERT' then
    perform app.note_duration(old.tenant_id, 'answer', old.answered_by, old.asked_at, old.answered_at, old.asked_at, old.business_minutes, -1);
  end if;
  if tg_op <> 'DELETE' then
    perform app.note_duration(new.tenant_id, 'answer', new.answered_by, new.asked_at, new.answered_at, new.asked_at, new.business_minutes, 1);
  end if;
  return null;
end;
$$;
comment on function app.tg_first_answers__count() is 'Definer: whoever answers has no rights on app.report_changes.';
revoke execute on function app.tg_first_answers__count() from public, anon, authenticated;
