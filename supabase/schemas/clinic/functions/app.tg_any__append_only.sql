-- Of what is written once, nothing but whose it is may change: two files of one patient become one.
create function app.tg_any__append_only()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if to_jsonb(new) - 'patient_id' is distinct from to_jsonb(old) - 'patient_id' then
    raise sqlstate 'PT409' using message = 'record_is_kept', detail = tg_table_name;
  end if;
  return new;
end;
$$;
revoke execute on function app.tg_any__append_only() from public, anon, authenticated;
