create function app.with_relation(p_relations jsonb, p_relation jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select case when bool_or(r.is_same) then jsonb_agg(case when r.is_same then r.x || p_relation else r.x end order by r.n)
    else coalesce(jsonb_agg(r.x order by r.n), '[]') || jsonb_build_array(p_relation) end
  from (
    select f.x, f.n, f.x ->> 'related_patient_id' is null
      and app.normalize_text(f.x ->> 'full_name') = app.normalize_text(p_relation ->> 'full_name') as is_same
    from jsonb_array_elements(p_relations) with ordinality f (x, n)
  ) r;
$$;
comment on function app.with_relation(jsonb, jsonb) is 'Relations with one more, or with the one of the same name completed.';
revoke execute on function app.with_relation(jsonb, jsonb) from public, anon, authenticated;
