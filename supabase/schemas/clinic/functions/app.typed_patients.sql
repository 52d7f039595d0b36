create function app.typed_patients(p_tenant_id uuid, p_ids jsonb, p_capacity integer)
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  v_given uuid[];
  v_known integer;
begin
  if jsonb_typeof(p_ids) is distinct from 'array' then
    return '{}';
  end if;
  -- each once, in the order of the form
  v_given := array(
    select app.typed_id(e.value) from jsonb_array_elements_text(p_ids) with ordinality e (value, n)
    group by e.value order by min(e.n));
  if cardinality(v_given) > p_capacity then
    raise sqlstate 'PT409' using message = 'session_full', detail = p_capacity::text;
  end if;
  -- who is being merged with somebody else is waited for, and is then archived
  select count(*) into v_known from (
    select from public.patients p
    where p.tenant_id = p_tenant_id and p.id = any (v_given) and p.archived_at is null order by p.id for key share) k;
  if v_known < cardinality(v_given) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return v_given;
end;
$$;
comment on function app.typed_patients(uuid, jsonb, integer) is
  'Who takes part, as a form says it; locked against a merge. Errors: PT409 session_full, PT404 patient_not_found.';
revoke execute on function app.typed_patients(uuid, jsonb, integer) from public, anon, authenticated;
