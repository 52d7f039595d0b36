create function app.council_of(p_tenant_id uuid, p_user_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when t.council = 'other' then t.council_number
    when t.council_region is null then concat_ws(' ', t.council, t.council_number)
    when t.council_region ~ '^[A-Z]{2}$' then t.council || '/' || t.council_region || ' ' || t.council_number
    when t.council = 'CRP' then 'CRP ' || t.council_region || '/' || t.council_number
    else t.council || '-' || t.council_region || ' ' || t.council_number end
  from public.therapists t
  where t.tenant_id = p_tenant_id and t.user_id = p_user_id and t.council is not null and t.council_number is not null;
$$;
comment on function app.council_of(uuid, uuid) is 'The registration as it stands below a signature: "CRP 06/123456"; null where none is known.';
revoke execute on function app.council_of(uuid, uuid) from public, anon, authenticated;
