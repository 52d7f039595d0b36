create function app.segment_payload(p_segment public.segments)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select to_jsonb(p_segment) - 'tenant_id' || jsonb_build_object('created_by_name', w.full_name, 'uses', app.segment_uses(p_segment.tenant_id, p_segment.id))
  from (select 1) one left join public.profiles w on w.id = p_segment.created_by;
$$;
comment on function app.segment_payload(public.segments) is 'A saved segment as screens show it, with where it is used.';
revoke execute on function app.segment_payload(public.segments) from public, anon, authenticated;
