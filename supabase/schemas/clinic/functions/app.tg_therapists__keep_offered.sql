create function app.tg_therapists__keep_offered()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.keep_offered_hours(new.tenant_id, new.user_id);
  return null;
end;
$$;
comment on function app.tg_therapists__keep_offered() is 'Who rests offers nothing.';
revoke execute on function app.tg_therapists__keep_offered() from public, anon, authenticated;
