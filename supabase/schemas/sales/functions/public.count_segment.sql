create function public.count_segment(p_tenant_id uuid, p_entity text, p_query jsonb)
returns integer
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_one record;
  v_count integer;
begin
  select * into v_one from app.segment_statement(p_tenant_id, p_entity, p_query, now(), app.require_member(p_tenant_id));
  execute 'select count(*)::integer ' || v_one.body into v_count using p_tenant_id, v_one.bound, now(), v_one.today, v_one.zone;
  return v_count;
end;
$$;
comment on function public.count_segment(uuid, text, jsonb) is
  'Caller: members, about what their lists show them: therapists about patients and sessions, without money and sales. How many match a rule tree. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_segment, PT400 segment_too_large, PT400 empty_group, PT400 unknown_field, PT400 unknown_op, PT400 op_not_for_type, PT400 bad_value (detail: where in the tree).';
revoke execute on function public.count_segment(uuid, text, jsonb) from public, anon, authenticated;
grant execute on function public.count_segment(uuid, text, jsonb) to authenticated;
