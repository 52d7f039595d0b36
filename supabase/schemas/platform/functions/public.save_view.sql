create function public.save_view(p_tenant_id uuid, p_id uuid, p_list text, p_name text, p_query jsonb, p_is_shared boolean)
returns public.saved_views
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_leads boolean := app.require_member(p_tenant_id) in ('owner', 'admin', 'supervisor');
  v_person uuid := case when p_is_shared then null else auth.uid() end;
  v_name text;
  v_row public.saved_views;
begin
  if p_is_shared and not v_leads then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Views of the whole clinic are made by its leaders.';
  end if;
  v_name := app.require_name(p_name, 60);
  if p_id is null or coalesce(p_list, '') !~ '^[a-z][a-z0-9-]{1,39}$'
    or jsonb_typeof(p_query) is distinct from 'object' or octet_length(p_query::text) > 4000 then
    raise sqlstate 'PT400' using message = 'invalid_view', detail = 'A view has an id, a list and a small object.';
  end if;
  if app.require_own_view(p_tenant_id, p_id, v_leads) then
    update public.saved_views v set name = v_name, query = p_query, person_id = v_person
    where v.tenant_id = p_tenant_id and v.id = p_id and v.list = p_list returning * into v_row;
    if found then
      return v_row;
    end if;
  end if;
  if exists (select from public.saved_views v where v.tenant_id = p_tenant_id and v.id = p_id) then
    raise sqlstate 'PT404' using message = 'view_not_found';
  end if;
  if (select count(*) from public.saved_views v
    where v.tenant_id = p_tenant_id and v.list = p_list and v.person_id is not distinct from v_person) >= 30 then
    raise sqlstate 'PT409' using message = 'too_many_views', detail = 'A list has up to 30 views.';
  end if;
  insert into public.saved_views (tenant_id, id, person_id, list, name, query)
  values (p_tenant_id, p_id, v_person, p_list, v_name, p_query) returning * into v_row;
  return v_row;
exception
  when unique_violation then
    raise sqlstate 'PT409' using message = 'view_name_taken';
end;
$$;
comment on function public.save_view(uuid, uuid, text, text, jsonb, boolean) is
  'Caller: any member, for themselves; owner, admin or supervisor for the whole clinic. The browser makes the id, and the same id is the same view. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_view, PT404 view_not_found, PT409 too_many_views, PT409 view_name_taken.';
revoke execute on function public.save_view(uuid, uuid, text, text, jsonb, boolean) from public, anon, authenticated;
grant execute on function public.save_view(uuid, uuid, text, text, jsonb, boolean) to authenticated;
