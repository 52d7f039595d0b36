-- The therapist whom a file names, or the only one there is. Errors: 22023 therapist_unknown.
create function app.imported_therapist(p_tenant_id uuid, p_name text)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_ids uuid[] := array(
    select t.user_id from public.therapists t
    where t.tenant_id = p_tenant_id and (p_name is null and t.is_active or app.normalize_text(t.name) = app.normalize_text(p_name)));
begin
  if cardinality(v_ids) <> 1 then
    raise sqlstate '22023' using message = 'therapist_unknown';
  end if;
  return v_ids[1];
end;
$$;
revoke execute on function app.imported_therapist(uuid, text) from public, anon, authenticated;
