create function app.tg_patients__mark_days()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.mark_patient_days(new.tenant_id, array[new.id], '{}');
  return null;
end;
$$;
comment on function app.tg_patients__mark_days() is 'An archived patient is no drop-out.';
revoke execute on function app.tg_patients__mark_days() from public, anon, authenticated;
