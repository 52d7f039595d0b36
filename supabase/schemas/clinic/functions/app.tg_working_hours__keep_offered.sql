create function app.tg_working_hours__keep_offered()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.keep_offered_hours(x.tenant_id, x.therapist_id)
  from (select distinct c.tenant_id, c.therapist_id from changed c) x;
  return null;
end;
$$;
revoke execute on function app.tg_working_hours__keep_offered() from public, anon, authenticated;
