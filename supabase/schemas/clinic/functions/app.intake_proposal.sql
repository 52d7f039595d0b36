-- What the answers say of the patient, by unit: {full_name, birth_date, phone, …, address: {…}, guardian: {…}, emergency: {…}}.
create function app.intake_proposal(p_definition jsonb, p_answers jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(u.unit, u.value), '{}')
  from (
    select f.unit, case when bool_or(f.key like '%.%')
      then jsonb_object_agg(split_part(f.key, '.', 2), a.value) else jsonb_agg(a.value) -> 0 end as value
    from public.intake_fields f
    cross join lateral (select app.intake_answer_of(p_definition, p_answers, f.key) as value) a
    where a.value is not null group by f.unit
  ) u;
$$;
revoke execute on function app.intake_proposal(jsonb, jsonb) from public, anon, authenticated;
grant execute on function app.intake_proposal(jsonb, jsonb) to authenticated;
