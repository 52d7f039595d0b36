create policy select_self_and_colleagues on public.profiles for select to authenticated
  using (
    id = (select auth.uid())
    or id in (select m.user_id from public.tenant_members m where m.tenant_id in (select app.my_tenant_ids()))
  );
