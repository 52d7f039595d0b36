create function app.tg_whatsapp_credit_packages__note_change()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_before jsonb := to_jsonb(old) - '{updated_at,position}'::text[];
  v_after jsonb := to_jsonb(new) - '{updated_at,position}'::text[];
begin
  if v_before is distinct from v_after then
    insert into app.credit_package_changes (package_id, changed_by, before, after, note)
    values (coalesce(new.id, old.id), auth.uid(), v_before, v_after, nullif(current_setting('zelo.package_note', true), ''));
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_whatsapp_credit_packages__note_change() from public, anon, authenticated;
