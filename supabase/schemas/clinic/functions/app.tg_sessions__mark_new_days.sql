create function app.tg_sessions__mark_new_days()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.mark_patient_days(x.tenant_id, '{}', x.ids)
  from (select c.tenant_id, array_agg(c.id) as ids from changed c group by c.tenant_id) x;
  return null;
end;
$$;
comment on function app.tg_sessions__mark_new_days() is 'A new session counts on its day; its patients are marked as they join.';
revoke execute on function app.tg_sessions__mark_new_days() from public, anon, authenticated;
