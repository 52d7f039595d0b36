create function app.api_list_patients(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit integer := least(greatest(coalesce((p_args ->> 'limit')::integer, 50), 1), 100);
begin
  return (
    select jsonb_build_object('data', coalesce(jsonb_agg(app.patient_resource(p) order by r.place), '[]'),
      'next', case when count(*) = v_limit then (array_agg(jsonb_build_object('sort_name', r.sort_name, 'id', r.id) order by r.place desc))[1] end)
    from (
      select x.*, row_number() over () as place
      from public.list_patients(p_tenant_id, p_args ->> 'search', coalesce((p_args ->> 'archived')::boolean, false), 'name', p_args -> 'after', v_limit) x) r
    join public.patients p on p.tenant_id = p_tenant_id and p.id = r.id);
end;
$$;
revoke execute on function app.api_list_patients(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_list_patients(uuid, jsonb) to authenticated;
