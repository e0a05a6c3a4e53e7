// Package source lists the sources that backpay knows. A new one is a folder
// beside this file and one line in All.
package source

import (
	"backpay/scraper"
	"backpay/scraper/source/adzuna"
	"backpay/scraper/source/aijobs"
	"backpay/scraper/source/arbeitnow"
	"backpay/scraper/source/ashby"
	"backpay/scraper/source/bamboohr"
	"backpay/scraper/source/bearpp"
	"backpay/scraper/source/blsapi"
	"backpay/scraper/source/blsoews"
	"backpay/scraper/source/blsooh"
	"backpay/scraper/source/builtin"
	"backpay/scraper/source/bundesagentur"
	"backpay/scraper/source/comeet"
	"backpay/scraper/source/cpi"
	"backpay/scraper/source/devitjobs"
	"backpay/scraper/source/ecbfx"
	"backpay/scraper/source/eures"
	"backpay/scraper/source/francetravail"
	"backpay/scraper/source/getonboard"
	"backpay/scraper/source/glassdoor"
	"backpay/scraper/source/greenhouse"
	"backpay/scraper/source/h1b"
	"backpay/scraper/source/hackernews"
	"backpay/scraper/source/hh"
	"backpay/scraper/source/himalayas"
	"backpay/scraper/source/hudfmr"
	"backpay/scraper/source/indeed"
	"backpay/scraper/source/indeedhiringlab"
	"backpay/scraper/source/jobbankca"
	"backpay/scraper/source/jobfeed"
	"backpay/scraper/source/jobicy"
	"backpay/scraper/source/jobtech"
	"backpay/scraper/source/jsonld"
	"backpay/scraper/source/justjoinit"
	"backpay/scraper/source/levels"
	"backpay/scraper/source/lever"
	"backpay/scraper/source/linkedin"
	"backpay/scraper/source/manatal"
	"backpay/scraper/source/mycareersfuture"
	"backpay/scraper/source/nav"
	"backpay/scraper/source/neogov"
	"backpay/scraper/source/nofluffjobs"
	"backpay/scraper/source/oracle"
	"backpay/scraper/source/payscale"
	"backpay/scraper/source/personio"
	"backpay/scraper/source/pinpoint"
	"backpay/scraper/source/ppp"
	"backpay/scraper/source/recruitee"
	"backpay/scraper/source/reed"
	"backpay/scraper/source/remoteok"
	"backpay/scraper/source/remotive"
	"backpay/scraper/source/rippling"
	"backpay/scraper/source/salarycom"
	"backpay/scraper/source/smartrecruiters"
	"backpay/scraper/source/solidjobs"
	"backpay/scraper/source/stackoverflowsurvey"
	"backpay/scraper/source/startupjobs"
	"backpay/scraper/source/talent"
	"backpay/scraper/source/teamtailor"
	"backpay/scraper/source/themuse"
	"backpay/scraper/source/torre"
	"backpay/scraper/source/usajobs"
	"backpay/scraper/source/ustax"
	"backpay/scraper/source/weworkremotely"
	"backpay/scraper/source/workable"
	"backpay/scraper/source/workday"
	"backpay/scraper/source/workingnomads"
	"backpay/scraper/source/worldtax"
	"backpay/scraper/source/zillowzori"
	"backpay/scraper/source/ziprecruiter"
)

// All returns every source, by name.
func All() []scraper.Source {
	return []scraper.Source{
		adzuna.Source{},
		aijobs.Source{},
		arbeitnow.Source{},
		ashby.Source{},
		bamboohr.Source{},
		bearpp.Source{},
		blsapi.Source{},
		blsoews.Source{},
		blsooh.Source{},
		builtin.Source{},
		bundesagentur.Source{},
		comeet.Source{},
		cpi.Source{},
		devitjobs.Source{},
		ecbfx.Source{},
		eures.Source{},
		francetravail.Source{},
		getonboard.Source{},
		glassdoor.Source{},
		greenhouse.Source{},
		h1b.Source{},
		hackernews.Source{},
		hh.Source{},
		himalayas.Source{},
		hudfmr.Source{},
		indeed.Source{},
		indeedhiringlab.Source{},
		jobbankca.Source{},
		jobfeed.Source{},
		jobicy.Source{},
		jobtech.Source{},
		jsonld.Source{},
		justjoinit.Source{},
		levels.Source{},
		lever.Source{},
		linkedin.Source{},
		manatal.Source{},
		mycareersfuture.Source{},
		nav.Source{},
		neogov.Source{},
		nofluffjobs.Source{},
		oracle.Source{},
		payscale.Source{},
		personio.Source{},
		pinpoint.Source{},
		ppp.Source{},
		recruitee.Source{},
		reed.Source{},
		remoteok.Source{},
		remotive.Source{},
		rippling.Source{},
		salarycom.Source{},
		smartrecruiters.Source{},
		solidjobs.Source{},
		stackoverflowsurvey.Source{},
		startupjobs.Source{},
		talent.Source{},
		teamtailor.Source{},
		themuse.Source{},
		torre.Source{},
		ustax.Source{},
		usajobs.Source{},
		weworkremotely.Source{},
		workable.Source{},
		workday.Source{},
		workingnomads.Source{},
		worldtax.Source{},
		zillowzori.Source{},
		ziprecruiter.Source{},
	}
}

// Named returns the source of that name, or nil.
func Named(name string) scraper.Source {
	for _, s := range All() {
		if s.About().Name == name {
			return s
		}
	}
	return nil
}
